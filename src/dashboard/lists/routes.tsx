import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readHandles } from '../../accounts/handle.js'
import { createList } from '../../accounts/lists/create.js'
import { listLists } from '../../accounts/lists/read.js'
import { NewListBody } from '../../api/lists.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, onceSent, typedFields } from '../form.js'
import { handlesIn, namingEntries } from '../typed-handles.js'
import { requireViewer, seen } from '../viewer.js'
import { listPath } from './address.js'
import { ListsPage } from './page.js'

const perPage = 30

/** All lists of accounts. */
export function listsRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/lists', (request, reply) => show(request, reply, freshForm(), 200))

    app.post('/app/lists', async (request, reply) => {
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () =>
          onceSent(ctx, request, async () => {
            const body = { name: trim(typed.name ?? ''), accounts: handlesIn(typed.accounts) }
            const { name, accounts } = ctx.forms.check(NewListBody, body)
            const made = await createList(seen(ctx, request), { name, accounts: readHandles(accounts) })
            return listPath(made.name)
          }),
        done: address => reply.redirect(address, 303),
        again: (form, status) => show(request, reply, namingEntries(form), status),
      })
    })
  }

  async function show(request: FastifyRequest, reply: FastifyReply, form: FormState, status: number) {
    const { cursor } = typedFields(request.query)
    const { items, next } = await listLists(seen(ctx, request), { limit: perPage, cursor })
    const page = <ListsPage lists={items} next={next} isFirst={cursor === undefined} form={form} />
    return ctx.sendPage(request, reply, page, status)
  }
}
