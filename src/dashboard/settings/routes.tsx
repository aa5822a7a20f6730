import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { providerStates } from '../../accounts/provider-states.js'
import { exportFormats, sendExport } from '../../api/exports.js'
import { NewKeyBody } from '../../api/key-schemas.js'
import { readKeyWish } from '../../api/keys.js'
import { may } from '../../auth/access.js'
import { createKey, listKeys } from '../../auth/keys.js'
import { requireAdmin } from '../../auth/require-admin.js'
import { exportNames } from '../../exports/all.js'
import { followerProviders } from '../../followers/providers.js'
import { priorInForce } from '../../scores/prior.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, onceSent, typedFields } from '../form.js'
import { namingEntries } from '../typed-handles.js'
import { requireViewer, seen } from '../viewer.js'
import { keysPath, keysSection } from './keys/fields.js'
import type { NewKey } from './keys/section.js'
import { typedKey } from './keys/typed.js'
import { SettingsPage } from './page.js'
import { sharexFile, sharexUploader } from './sharex.js'
import { exportPath } from './take-along.js'

/** Who is logged in, the keys, and how this service is configured. */
export function settingsRoutes(ctx: PageContext) {
  const providers = followerProviders(ctx.config.providers)
  /** Secrets by their key's id, so that a form that is sent twice at once shows its key. */
  const justMade = new LRUCache<string, string>({ max: 100, ttl: 60_000, ttlAutopurge: true })

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/settings', (request, reply) => show(request, reply, { form: freshForm() }, 200))

    app.get(`/app/settings/${sharexFile}`, (_request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${sharexFile}"`)
        .send(sharexUploader(ctx.config.baseUrl)),
    )

    for (const what of exportNames) {
      for (const format of exportFormats) {
        app.get(exportPath(what, format), (request, reply) =>
          sendExport(seen(ctx, request), request, reply, { what, format }),
        )
      }
    }

    app.post(keysPath, async (request, reply) => {
      requireAdmin(request.viewer)
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: async () => {
          const wish = ctx.forms.check(NewKeyBody, typedKey(typed))
          const checked = await readKeyWish(seen(ctx, request), wish)
          const id = await onceSent(ctx, request, async () => {
            const made = await createKey(ctx.db, checked)
            justMade.set(String(made.id), made.key)
            return String(made.id)
          })
          return { name: wish.name, key: justMade.get(id) ?? null }
        },
        // No redirect here: the key must not appear in an address, and it is stored nowhere.
        done: made => show(request, reply.header('location', keysSection), { form: freshForm(), made }, 201),
        again: (form, status) => show(request, reply, { form: namingEntries(form) }, status),
      })
    })
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, made = null }: { form: FormState; made?: NewKey | null },
    status: number,
  ) {
    // Read first: if none is running, the prior already includes its result.
    const running = await ctx.priorRun.progress()
    const [keys, states, prior] = await Promise.all([
      request.viewer !== null && may(request.viewer, 'service') ? listKeys(ctx.db) : null,
      providerStates(seen(ctx, request), providers),
      priorInForce(ctx),
    ])
    const facts = { keys, made, form, providers: states, prior, running }
    return ctx.sendPage(request, reply, <SettingsPage config={ctx.config} {...facts} />, status)
  }
}
