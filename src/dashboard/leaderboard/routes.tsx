import type { FastifyInstance } from 'fastify'
import { findList } from '../../accounts/lists/find.js'
import { leaderboard } from '../../stats/leaderboard.js'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { listNames } from '../parts/list-choice.js'
import { requireViewer } from '../viewer.js'
import { readChoice } from './choice.js'
import { LeaderboardPage } from './page.js'

const pageSize = 50

/** Who has influence: with a login among all accounts, without one among the public accounts. */
export function leaderboardRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/leaderboard', async (request, reply) => {
      const typed = typedFields(request.query)
      const choice = readChoice(typed)
      const publicOnly = request.viewer === null
      if (choice.list !== undefined && publicOnly) return requireViewer(request, reply)
      const list = choice.list === undefined ? undefined : await findList(ctx.db, choice.list)
      const cursor = typed.cursor || null
      const [report, lists] = await Promise.all([
        leaderboard(ctx, { ...choice, list, publicOnly, limit: pageSize, cursor }),
        listNames(ctx, publicOnly),
      ])
      const props = { choice, report, lists, isFirst: cursor === null }
      return ctx.sendPage(request, reply, <LeaderboardPage {...props} />)
    })
  }
}
