import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createAccount } from '../../accounts/create.js'
import { readHandle } from '../../accounts/handle.js'
import { typedHandle } from '../../accounts/handle-address.js'
import { listAccounts } from '../../accounts/list.js'
import { showAccount } from '../../accounts/view.js'
import { NewAccountBody } from '../../api/accounts.js'
import { accountInfluence } from '../../stats/account-influence.js'
import { trim } from '../../typed/trim.js'
import { accountPath } from '../account/address.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, onceSent, typedFields, typedNumber } from '../form.js'
import { requireViewer } from '../viewer.js'
import { AccountsPage } from './page.js'

const perPage = 20

/** All accounts, and a form to add one. */
export function accountsRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/accounts', (request, reply) => show(request, reply, freshForm(), 200))

    app.post('/app/accounts', async (request, reply) => {
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () =>
          onceSent(ctx, request, async () => {
            const { handle } = await createAccount(ctx, readNewAccount(typed))
            return accountPath(handle)
          }),
        done: address => reply.redirect(address, 303),
        again: (form, status) => show(request, reply, form, status),
      })
    })
  }

  async function show(request: FastifyRequest, reply: FastifyReply, form: FormState, status: number) {
    const { cursor } = typedFields(request.query)
    const { items, next } = await listAccounts(ctx, { limit: perPage, cursor })
    const measured = await Promise.all(
      items.map(async row => ({
        account: showAccount(row),
        influence: await accountInfluence(ctx, row.account),
      })),
    )
    const page = <AccountsPage accounts={measured} next={next} isFirst={cursor === undefined} form={form} />
    return ctx.sendPage(request, reply, page, status)
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
