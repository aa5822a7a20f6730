import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createAccount } from '../../accounts/create.js'
import { readHandle } from '../../accounts/handle.js'
import { typedHandle } from '../../accounts/handle-address.js'
import { NewAccountBody } from '../../api/accounts.js'
import { scoresOfAccounts } from '../../scores/of-account.js'
import { plainPrior, priorInForce } from '../../scores/prior.js'
import { accountSorts, accountTable, everyAccount } from '../../stats/account-table.js'
import { trim } from '../../typed/trim.js'
import { accountPath } from '../account/address.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, onceSent, typedFields, typedNumber } from '../form.js'
import { typedSearch } from '../parts/search.js'
import { requireViewer, seen } from '../viewer.js'
import { sendAccounts } from './csv.js'
import { AccountsPage } from './page.js'

const perPage = 20

/** Of the CSV file. */
const columns = [
  ...(['handle', 'name', 'network', 'public', 'followers', 'followersCountedAt'] as const),
  ...(['score', 'low', 'high', 'followersWhoClick', 'rawRatio', 'medianTweet', 'tweets'] as const),
]

/** All accounts, and a form to add one. */
export function accountsRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/accounts', (request, reply) => show(request, reply, freshForm(), 200))

    app.get('/app/accounts.csv', async (request, reply) => {
      const pages = everyAccount(seen(ctx, request), readFilter(typedFields(request.query)))
      return sendAccounts(request, reply, { name: 'accounts', columns, pages })
    })

    app.post('/app/accounts', async (request, reply) => {
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () =>
          onceSent(ctx, request, async () => {
            const { handle } = await createAccount(seen(ctx, request), readNewAccount(typed))
            return accountPath(handle)
          }),
        done: address => reply.redirect(address, 303),
        again: (form, status) => show(request, reply, form, status),
      })
    })
  }

  async function show(request: FastifyRequest, reply: FastifyReply, form: FormState, status: number) {
    const { cursor, ...typed } = typedFields(request.query)
    const filter = readFilter(typed)
    const { items, next, total } = await accountTable(seen(ctx, request), {
      ...filter,
      limit: perPage,
      cursor,
    })
    const ids = items.map(({ id }) => id)
    const scores = await scoresOfAccounts(ctx, ids, plainPrior(await priorInForce(ctx)), [0])
    // One that was deleted meanwhile has none.
    const accounts = items.flatMap(account => {
      const [score] = scores.get(account.id) ?? []
      return score === undefined ? [] : { account, score }
    })
    const props = { accounts, filter, total, next, isFirst: cursor === undefined, form }
    return ctx.sendPage(request, reply, <AccountsPage {...props} />, status)
  }

  function readNewAccount(typed: Record<string, string>) {
    const name = trim(typed.name ?? '')
    const followers = typedNumber(typed.followers)
    const { handle, ...rest } = ctx.forms.check(NewAccountBody, {
      handle: typedHandle(typed.handle ?? ''),
      public: typed.public === 'on',
      ...(name !== '' && { name }),
      ...(followers !== undefined && { followers }),
    })
    return { ...rest, account: readHandle(handle, 'handle') }
  }
}

/** Which accounts are shown in which order; anything unknown means by handle. */
function readFilter({ q, sort }: Record<string, string>) {
  return {
    q: typedSearch(q),
    sort: accountSorts.find(known => known === sort) ?? 'handle',
  }
}
