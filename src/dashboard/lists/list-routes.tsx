import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseHandle, readHandles } from '../../accounts/handle.js'
import { changeList, removeList } from '../../accounts/lists/change.js'
import { addToList, removeFromList } from '../../accounts/lists/members.js'
import { readList } from '../../accounts/lists/read.js'
import type { List } from '../../accounts/lists/view.js'
import { ListChangesBody } from '../../api/lists.js'
import { orNull } from '../../errors.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { freshForm, typedFields } from '../form.js'
import { ConfirmPage } from '../parts/confirm.js'
import { handlesIn, namingEntries } from '../typed-handles.js'
import { requireViewer, seen } from '../viewer.js'
import { listPath } from './address.js'
import { type ListForms, ListPage } from './list-page.js'

type OfList = { Params: { name: string } }

/** One list of accounts, and everything that can be done to it. */
export function listRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get<OfList>('/app/lists/:name', (request, reply) => show(request, reply, {}, 200))

    app.post<OfList>('/app/lists/:name', (request, reply) =>
      carryOut(request, reply, 'rename', async typed => {
        const wish = ctx.forms.check(ListChangesBody, { name: trim(typed.name ?? '') })
        return changeList(seen(ctx, request), request.params.name, wish)
      }),
    )

    app.post<OfList>('/app/lists/:name/accounts', (request, reply) =>
      carryOut(request, reply, 'add', async typed => {
        const { accounts } = ctx.forms.check(ListChangesBody, { accounts: handlesIn(typed.accounts) })
        return addToList(seen(ctx, request), request.params.name, readHandles(accounts))
      }),
    )

    app.post<OfList>('/app/lists/:name/accounts/remove', async (request, reply) => {
      const { account = '' } = typedFields(request.body)
      const { name } = await removeFromList(seen(ctx, request), request.params.name, account)
      const query = new URLSearchParams({ removed: account })
      return reply.redirect(`${listPath(name)}?${query}`, 303)
    })

    app.get<OfList>('/app/lists/:name/delete', async (request, reply) => {
      const { name } = await readList(seen(ctx, request), request.params.name)
      return ctx.sendPage(request, reply, <RemovePage name={name} />)
    })

    app.post<OfList>('/app/lists/:name/delete', async (request, reply) => {
      // What somebody else, or an earlier press, has removed is removed.
      await orNull(removeList(seen(ctx, request), request.params.name))
      return reply.redirect('/app/lists', 303)
    })
  }

  /** Does what a form asks for and goes back to the list, or shows the form again. */
  async function carryOut(
    request: FastifyRequest<OfList>,
    reply: FastifyReply,
    form: keyof ListForms,
    work: (typed: Record<string, string>) => Promise<List>,
  ) {
    const typed = typedFields(request.body)
    return ctx.forms.submit(typed, {
      work: () => work(typed),
      done: ({ name }) => reply.redirect(listPath(name), 303),
      again: (failed, status) => show(request, reply, { [form]: namingEntries(failed) }, status),
    })
  }

  async function show(
    request: FastifyRequest<OfList>,
    reply: FastifyReply,
    forms: Partial<ListForms>,
    status: number,
  ) {
    const list = await readList(seen(ctx, request), request.params.name)
    // Only what may be put back: the address may be older, or made up.
    const handle = parseHandle(typedFields(request.query).removed ?? '')?.handle ?? null
    const removed = handle === null || list.accounts.includes(handle) ? null : handle
    const all: ListForms = { rename: freshForm({ name: list.name }), add: freshForm(), ...forms }
    return ctx.sendPage(request, reply, <ListPage list={list} forms={all} removed={removed} />, status)
  }
}

function RemovePage({ name }: { name: string }) {
  return (
    <ConfirmPage
      needs="shared"
      title={`Delete the list “${name}”?`}
      action={listPath(name, 'delete')}
      verb="Delete the list"
      back={listPath(name)}
    >
      <p>Its accounts and all their data stay.</p>
    </ConfirmPage>
  )
}
