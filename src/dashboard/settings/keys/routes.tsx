import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { KeyChangesBody } from '../../../api/key-schemas.js'
import { readKeyChanges } from '../../../api/keys.js'
import { changeKey, findKeyInfo, type KeyInfo, keyId, revokeKey } from '../../../auth/keys.js'
import { requireAdmin } from '../../../auth/require-admin.js'
import { KeyNotFound } from '../../../errors.js'
import type { PageContext } from '../../context.js'
import { type FormState, freshForm, typedFields } from '../../form.js'
import { namingEntries } from '../../typed-handles.js'
import { requireViewer, seen } from '../../viewer.js'
import { keysPath, keysSection } from './fields.js'
import { EditKeyPage, RevokePage } from './pages.js'
import { keyValues, typedKeyChanges } from './typed.js'

type OfKey = { Params: { id: string } }

/** For admins: changes and revokes a key. */
export function keysRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)
    app.addHook('preHandler', async ({ viewer }) => requireAdmin(viewer))

    app.get<OfKey>(`${keysPath}/:id`, async (request, reply) => {
      const info = await findUsable(request.params.id)
      return show(request, reply, { info, form: freshForm(keyValues(info)), status: 200 })
    })

    app.post<OfKey>(`${keysPath}/:id`, async (request, reply) => {
      const info = await findUsable(request.params.id)
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: async () => {
          const changes = ctx.forms.check(KeyChangesBody, typedKeyChanges(typed, info))
          await changeKey(ctx.db, info.id, await readKeyChanges(seen(ctx, request), changes))
        },
        done: () => reply.redirect(keysSection, 303),
        again: (form, status) => show(request, reply, { info, form: namingEntries(form), status }),
      })
    })

    app.get<OfKey>(`${keysPath}/:id/revoke`, async (request, reply) => {
      const info = await findUsable(request.params.id)
      return ctx.sendPage(request, reply, <RevokePage info={info} />)
    })

    app.post<OfKey>(`${keysPath}/:id/revoke`, async (request, reply) => {
      // If somebody else, or an earlier press, has already revoked it, all is well.
      const { id } = await findKeyInfo(ctx.db, keyId(request.params.id))
      await revokeKey(ctx.db, id)
      return reply.redirect(keysSection, 303)
    })
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { info, form, status }: { info: KeyInfo; form: FormState; status: number },
  ) {
    return ctx.sendPage(request, reply, <EditKeyPage info={info} form={form} />, status)
  }

  /** Throws KeyNotFound, also if it is revoked. */
  async function findUsable(id: string): Promise<KeyInfo> {
    const info = await findKeyInfo(ctx.db, keyId(id))
    if (info.revokedAt !== null) throw new KeyNotFound({ id })
    return info
  }
}
