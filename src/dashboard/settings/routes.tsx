import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { providerStates } from '../../accounts/provider-states.js'
import { exportFormats, sendExport } from '../../api/exports.js'
import { NewKeyBody } from '../../api/key-schemas.js'
import { readKeyWish } from '../../api/keys.js'
import { may } from '../../auth/access.js'
import type { KeyInfo } from '../../auth/keys.js'
import { createKey, listKeys, revokeKey } from '../../auth/keys.js'
import { requireAdmin } from '../../auth/require-admin.js'
import type { Role } from '../../auth/roles.js'
import { KeyNotFound } from '../../errors.js'
import { exportNames } from '../../exports/all.js'
import { followerProviders } from '../../followers/providers.js'
import { priorInForce } from '../../scores/prior.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { splitHandles } from '../destinations/handles.js'
import { type FormState, freshForm, onceSent, typedFields } from '../form.js'
import { ConfirmPage } from '../parts/confirm.js'
import { Moment } from '../parts/moment.js'
import { requireViewer, seen } from '../viewer.js'
import type { NewKey } from './keys.js'
import { SettingsPage } from './page.js'
import { sharexFile, sharexUploader } from './sharex.js'
import { exportPath } from './take-along.js'

type OfKey = { Params: { id: string } }

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

    app.post('/app/settings/keys', async (request, reply) => {
      requireAdmin(request.viewer)
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: async () => {
          const { name = '', role, accounts = '', expiresAt = '' } = typed
          const handles = splitHandles(accounts)
          const wish = ctx.forms.check(NewKeyBody, {
            ...{ name: trim(name), role: role as Role },
            ...(handles.length > 0 && { accounts: handles }),
            ...(trim(expiresAt) !== '' && { expiresAt: endOfDay(trim(expiresAt)) }),
          })
          const checked = await readKeyWish(seen(ctx, request), wish)
          const id = await onceSent(ctx, request, async () => {
            const made = await createKey(ctx.db, checked)
            justMade.set(String(made.id), made.key)
            return String(made.id)
          })
          return { name: wish.name, key: justMade.get(id) ?? null }
        },
        // No redirect here: the key must not appear in an address, and it is stored nowhere.
        done: made =>
          show(request, reply.header('location', '/app/settings#keys'), { form: freshForm(), made }, 201),
        again: (form, status) => show(request, reply, { form }, status),
      })
    })

    app.get<OfKey>('/app/settings/keys/:id/revoke', async (request, reply) => {
      requireAdmin(request.viewer)
      const { id } = request.params
      const key = (await listKeys(ctx.db)).find(each => String(each.id) === id && each.revokedAt === null)
      if (key === undefined) throw new KeyNotFound({ id })
      const isOwn = key.id === request.viewer?.id
      return ctx.sendPage(request, reply, <RevokePage keyInfo={key} isOwn={isOwn} />)
    })

    app.post<OfKey>('/app/settings/keys/:id/revoke', async (request, reply) => {
      requireAdmin(request.viewer)
      const { id } = request.params
      const key = (await listKeys(ctx.db)).find(each => String(each.id) === id)
      if (key === undefined) throw new KeyNotFound({ id })
      await revokeKey(ctx.db, key.id)
      return reply.redirect('/app/settings#keys', 303)
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

/** A key is valid on the whole day that it expires on. */
function endOfDay(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T23:59:59Z` : day
}

function RevokePage({ keyInfo: { id, name, lastUsedAt }, isOwn }: { keyInfo: KeyInfo; isOwn: boolean }) {
  return (
    <ConfirmPage
      needs="service"
      title={`Revoke the key “${isolated(name)}”?`}
      action={`/app/settings/keys/${id}/revoke`}
      verb="Revoke the key"
      back="/app/settings#keys"
    >
      <p>Everybody who uses it loses access at once and for good.</p>
      <p>
        {lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <Moment at={lastUsedAt} />.
          </>
        )}
      </p>
      {isOwn && <p class="notice">This is the key that you are logged in with: you will be logged out.</p>}
    </ConfirmPage>
  )
}

/** A name that somebody chose: its marks for the writing direction have no effect outside of it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
