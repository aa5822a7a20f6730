import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AccountRow } from '../../accounts/find.js'
import { typedHandle } from '../../accounts/handle-address.js'
import { accountHandles } from '../../accounts/handles.js'
import { findList } from '../../accounts/lists/find.js'
import { accountInfluence } from '../../stats/account-influence.js'
import { exchange, reportedExchange } from '../../stats/exchange.js'
import { exchangeTable } from '../../stats/exchange-table.js'
import { leaderboard } from '../../stats/leaderboard.js'
import type { PageContext } from '../context.js'
import { type FormState, typedFields } from '../form.js'
import { listNames } from '../parts/list-choice.js'
import { type Include, readInclude } from '../parts/reported.js'
import { requireViewer, seen, visibleAccount } from '../viewer.js'
import { ChooserPage } from './chooser.js'
import { PairPage } from './pair-page.js'
import type { Pair } from './path.js'
import { TablePage } from './table-page.js'

const mostHandles = 500
const pageSize = 50
const mostPairs = 4

/**
 * What one account's followers are worth in another's. Without a login only public accounts are
 * visible.
 */
export function exchangeRoutes(ctx: PageContext) {
  const handlesFor = (request: FastifyRequest) =>
    accountHandles(seen(ctx, request), { publicOnly: request.viewer === null, limit: mostHandles })

  /** The account with the most influence in others, and in everybody else. */
  async function pairsFor(request: FastifyRequest): Promise<Pair[]> {
    const among = { publicOnly: request.viewer === null, limit: mostPairs }
    const { items } = await leaderboard(seen(ctx, request), among)
    const [first, ...others] = items.map(({ handle }) => handle)
    if (first === undefined || others.length === 0) return []
    return [...others.map(to => ({ from: first, to })), { from: first }]
  }

  async function sendChooser(request: FastifyRequest, reply: FastifyReply, form: FormState) {
    const [handles, pairs] = await Promise.all([handlesFor(request), pairsFor(request)])
    const page = <ChooserPage form={form} handles={handles} pairs={pairs} />
    return ctx.sendPage(request, reply, page, form.problems.length > 0 ? 404 : 200)
  }

  async function sendPair(
    request: FastifyRequest,
    reply: FastifyReply,
    [from, to]: [AccountRow, AccountRow],
    include: Include,
  ) {
    const [report, reported, first, second, handles] = await Promise.all([
      exchange(ctx, from, to),
      include === undefined ? null : reportedExchange(ctx, from, to),
      accountInfluence(ctx, from),
      accountInfluence(ctx, to),
      handlesFor(request),
    ])
    const sides = [
      { account: from, influence: first },
      ...(from.id === to.id ? [] : [{ account: to, influence: second }]),
    ]
    const props = { report, reported, sides, handles }
    return ctx.sendPage(request, reply, <PairPage {...props} />)
  }

  async function sendTable(
    request: FastifyRequest,
    reply: FastifyReply,
    account: AccountRow,
    { list, cursor, ...typed }: Record<string, string>,
  ) {
    const include = readInclude(typed.include, request.viewer)
    const publicOnly = request.viewer === null
    const chosen = list ? await findList(seen(ctx, request), list) : undefined
    const query = {
      from: account,
      list: chosen,
      publicOnly,
      limit: pageSize,
      cursor: cursor || null,
      include,
    }
    const [report, handles, lists] = await Promise.all([
      exchangeTable(seen(ctx, request), query),
      handlesFor(request),
      listNames(seen(ctx, request), publicOnly),
    ])
    const props = { account, report, handles, list: chosen?.name, lists, include }
    return ctx.sendPage(request, reply, <TablePage {...props} isFirst={!cursor} />)
  }

  return async (app: FastifyInstance): Promise<void> => {
    app.get('/exchange', async (request, reply) => {
      const typed = typedFields(request.query)
      if (typed.list && request.viewer === null) return requireViewer(request, reply)
      const [from, to] = await Promise.all(
        [typed.from, typed.to].map(async (text = '') => {
          const handle = typedHandle(text)
          return handle === '' ? undefined : visibleAccount(seen(ctx, request), request.viewer, handle)
        }),
      )
      const problems = Object.entries({ from, to }).flatMap(([field, account]) =>
        account === null ? [{ field, message: unknown(request) }] : [],
      )
      for (const _ of request.viewer === null ? problems : []) {
        const refusal = await ctx.countMiss(request, reply)
        if (refusal !== null) throw refusal
      }
      if (!from || to === null) return sendChooser(request, reply, { values: typed, problems })
      const include = readInclude(typed.include, request.viewer)
      return to ? sendPair(request, reply, [from, to], include) : sendTable(request, reply, from, typed)
    })
  }
}

/** The same for an unknown account and for one that the viewer may not see. */
function unknown({ viewer }: FastifyRequest): string {
  return viewer === null ? 'No public account here has this handle.' : 'No account here has this handle.'
}
