import type { FastifyInstance } from 'fastify'
import { findList } from '../../accounts/lists/find.js'
import { listLists } from '../../accounts/lists/read.js'
import { leaderboard } from '../../stats/leaderboard.js'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { requireViewer } from '../viewer.js'
import { readChoice } from './choice.js'
import { LeaderboardPage } from './page.js'

const pageSize = 50
const mostLists = 500

/**
 * Who has influence: to people who are logged in among all accounts, to everybody else among the
 * public ones.
 */
export function leaderboardRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/leaderboard', async (request, reply) => {
      const typed = typedFields(request.query)
      const choice = readChoice(typed)
      if (choice.list !== undefined && request.viewer === null) return requireViewer(request, reply)
      const list = choice.list === undefined ? undefined : await findList(ctx.db, choice.list)
      const cursor = typed.cursor || null
      const [report, lists] = await Promise.all([
        leaderboard(ctx, {
          ...choice,
          list,
          publicOnly: request.viewer === null,
          limit: pageSize,
          cursor,
        }),
        request.viewer === null ? { items: [] } : listLists(ctx, { limit: mostLists }),
      ])
      const props = { choice, report, lists: lists.items.map(({ name }) => name), isFirst: cursor === null }
      return ctx.sendPage(request, reply, <LeaderboardPage {...props} />)
    })
  }
}
