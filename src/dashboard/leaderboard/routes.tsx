import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findList } from '../../accounts/lists/find.js'
import { leaderboard, leaderboardTotal, wholeLeaderboard } from '../../stats/leaderboard.js'
import type { ReportedSummary } from '../../stats/reported.js'
import type { ReportedAccount } from '../../stats/reported-accounts.js'
import { sendAccounts } from '../accounts/csv.js'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { listNames } from '../parts/list-choice.js'
import { requireViewer, seen } from '../viewer.js'
import { type Choice, readChoice } from './choice.js'
import { LeaderboardPage } from './page.js'

const pageSize = 50

/** Of the CSV file. */
const columns = [
  ...(['rank', 'handle', 'name', 'followers', 'score', 'low', 'high', 'followersWhoClick'] as const),
  ...(['tweets', 'openTweets', 'drafts'] as const),
]
/** More columns on request, by their names in the API. */
const reportedFields = [
  ...(['tweets', 'tweetsWithoutFollowers', 'clicks', 'ratio', 'seen', 'clickedWhenSeen'] as const),
]
type Column = (typeof columns)[number] | `reported.${(typeof reportedFields)[number]}`
type Line = Record<Column, string | number | null> & { handle: string }

/** Who has influence: with a login among all accounts, without one among the public accounts. */
export function leaderboardRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/leaderboard', async (request, reply) => {
      const typed = typedFields(request.query)
      const choice = readChoice(typed, request.viewer)
      if (choice.list !== undefined && request.viewer === null) return requireViewer(request, reply)
      const among = await accountsOf(request, choice)
      const cursor = typed.cursor || null
      const [report, total, lists] = await Promise.all([
        leaderboard(seen(ctx, request), { ...among, limit: pageSize, cursor }),
        leaderboardTotal(seen(ctx, request), among),
        listNames(seen(ctx, request), among.publicOnly),
      ])
      const props = { choice, report, total, lists, isFirst: cursor === null }
      return ctx.sendPage(request, reply, <LeaderboardPage {...props} />)
    })

    app.get('/leaderboard.csv', { onRequest: requireViewer }, async (request, reply) => {
      const choice = readChoice(typedFields(request.query), request.viewer)
      const pages = lines(request, await accountsOf(request, choice))
      const asked: Column[] = choice.include === undefined ? columns : [...columns, ...reportedColumns]
      return sendAccounts(request, reply, { name: 'leaderboard', columns: asked, pages })
    })
  }

  async function accountsOf(request: FastifyRequest, { list, ...choice }: Choice) {
    return {
      ...choice,
      list: list === undefined ? undefined : await findList(seen(ctx, request), list),
      publicOnly: request.viewer === null,
    }
  }

  async function* lines(
    request: FastifyRequest,
    among: Parameters<typeof wholeLeaderboard>[1],
  ): AsyncGenerator<Line[]> {
    let unranked: ReportedAccount[] = []
    for await (const { items, reportedOnly = [] } of wholeLeaderboard(seen(ctx, request), among)) {
      yield items.map(row => ({
        ...{ ...row, low: row.interval[0], high: row.interval[1] },
        ...reportedCells(row.reported),
      }))
      unranked = [...unranked, ...reportedOnly]
    }
    yield unranked.map(({ handle, name, followers, reported }) => ({
      ...noRank,
      ...{ handle, name, followers },
      ...reportedCells(reported),
    }))
  }
}

const reportedColumns = reportedFields.map(field => `reported.${field}` as const)
/** The row of an account that only its network reports on. */
const noRank = Object.fromEntries(columns.map(column => [column, null])) as Record<
  (typeof columns)[number],
  null
>

function reportedCells(reported: ReportedSummary | null = null) {
  return Object.fromEntries(
    reportedFields.map(field => [`reported.${field}`, reported?.[field] ?? null]),
  ) as Record<(typeof reportedColumns)[number], number | null>
}
