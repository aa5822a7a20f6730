import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { NewWebhookBody, WebhookChangesBody } from '../../../api/webhook-schemas.js'
import { requireAdmin } from '../../../auth/require-admin.js'
import { orNull } from '../../../errors.js'
import { changeWebhook, createWebhook, removeWebhook, renewSecret } from '../../../webhooks/change.js'
import { listDeliveries, repeatDelivery, testWebhook } from '../../../webhooks/deliveries.js'
import { listWebhooks, readWebhook } from '../../../webhooks/find.js'
import type { PageContext } from '../../context.js'
import { type FormState, freshForm, onceSent, typedFields } from '../../form.js'
import { ConfirmPage } from '../../parts/confirm.js'
import { requireViewer } from '../../viewer.js'
import { HookPage } from './hook-page.js'
import { WebhooksPage, webhooksPath } from './list-page.js'
import { typedWebhook, webhookValues } from './typed.js'

type OfHook = { Params: { id: string } }
type OfDelivery = { Params: { id: string; deliveryId: string } }

const perPage = 20
const defaults = { summaryTime: '08:00', summaryTimezone: 'UTC' }

/** For admins: who is told of events, and how telling them went. */
export function webhooksRoutes(ctx: PageContext) {
  /** Secrets by the webhook's id, so that a form that is sent twice at once shows its secret. */
  const justMade = new LRUCache<string, string>({ max: 100, ttl: 60_000, ttlAutopurge: true })

  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)
    app.addHook('preHandler', async ({ viewer }) => requireAdmin(viewer))

    app.get(webhooksPath, (request, reply) => showAll(request, reply, freshForm(defaults), 200))

    app.post(webhooksPath, (request, reply) => {
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () =>
          onceSent(ctx, request, async () => {
            const made = await createWebhook(ctx, ctx.forms.check(NewWebhookBody, typedWebhook(typed)))
            justMade.set(String(made.id), made.secret)
            return String(made.id)
          }),
        // No redirect: the secret must not appear in an address, and is shown nowhere again.
        done: id => show(request, reply, id, { secret: justMade.get(id) ?? null }, 201),
        again: (form, status) => showAll(request, reply, form, status),
      })
    })

    app.get<OfHook>(`${webhooksPath}/:id`, (request, reply) =>
      show(request, reply, request.params.id, {}, 200),
    )

    app.post<OfHook>(`${webhooksPath}/:id`, (request, reply) => {
      const typed = typedFields(request.body)
      const { id } = request.params
      return ctx.forms.submit(typed, {
        work: () => changeWebhook(ctx, id, ctx.forms.check(WebhookChangesBody, typedWebhook(typed))),
        done: () => reply.redirect(`${webhooksPath}/${id}`, 303),
        again: (form, status) => show(request, reply, id, { form }, status),
      })
    })

    app.post<OfHook>(`${webhooksPath}/:id/enabled`, async (request, reply) => {
      const { id } = request.params
      await changeWebhook(ctx, id, { enabled: typedFields(request.body).enabled === 'true' })
      return reply.redirect(`${webhooksPath}/${id}`, 303)
    })

    app.post<OfHook>(`${webhooksPath}/:id/test`, async (request, reply) => {
      const { id } = request.params
      const address = await onceSent(ctx, request, async () => {
        await testWebhook(ctx, id)
        return `${webhooksPath}/${id}#deliveries`
      })
      return reply.redirect(address, 303)
    })

    app.post<OfDelivery>(`${webhooksPath}/:id/deliveries/:deliveryId/repeat`, async (request, reply) => {
      const { id, deliveryId } = request.params
      const address = await onceSent(ctx, request, async () => {
        await repeatDelivery(ctx, id, deliveryId)
        return `${webhooksPath}/${id}#deliveries`
      })
      return reply.redirect(address, 303)
    })

    app.get<OfHook>(`${webhooksPath}/:id/secret`, async (request, reply) => {
      const { id } = await readWebhook(ctx.db, request.params.id)
      const path = `${webhooksPath}/${id}`
      return ctx.sendPage(
        request,
        reply,
        <ConfirmPage
          needs="service"
          title={`Give the webhook ${id} a new secret?`}
          action={`${path}/secret`}
          verb="Make a new secret"
          back={path}
        >
          <p>For 24 hours, messages are signed by the new and by the former one.</p>
        </ConfirmPage>,
      )
    })

    app.post<OfHook>(`${webhooksPath}/:id/secret`, async (request, reply) => {
      const id = await onceSent(ctx, request, async () => {
        const renewed = await renewSecret(ctx, request.params.id)
        justMade.set(String(renewed.id), renewed.secret)
        return String(renewed.id)
      })
      return show(request, reply, id, { secret: justMade.get(id) ?? null }, 200)
    })

    app.get<OfHook>(`${webhooksPath}/:id/delete`, async (request, reply) => {
      const { id, url, waiting } = await readWebhook(ctx.db, request.params.id)
      const path = `${webhooksPath}/${id}`
      return ctx.sendPage(
        request,
        reply,
        <ConfirmPage
          needs="service"
          title={`Delete the webhook ${id}?`}
          action={`${path}/delete`}
          verb="Delete it"
          back={path}
        >
          <p>
            <bdi>{url}</bdi> is told nothing any more, and its log is deleted
            {waiting > 0 && ` with ${waiting} still to be sent`}.
          </p>
        </ConfirmPage>,
      )
    })

    app.post<OfHook>(`${webhooksPath}/:id/delete`, async (request, reply) => {
      // What somebody else, or an earlier press, has deleted is deleted.
      await orNull(removeWebhook(ctx, request.params.id))
      return reply.redirect(webhooksPath, 303)
    })
  }

  async function showAll(request: FastifyRequest, reply: FastifyReply, form: FormState, status: number) {
    const page = <WebhooksPage hooks={await listWebhooks(ctx.db)} form={form} />
    return ctx.sendPage(request, reply, page, status)
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { form, secret }: { form?: FormState; secret?: string | null },
    status: number,
  ) {
    const { cursor } = typedFields(request.query)
    const hook = await readWebhook(ctx.db, id)
    const deliveries = await listDeliveries(ctx, id, { limit: perPage, cursor })
    const facts = { hook, deliveries, secret, form: form ?? freshForm(webhookValues(hook)) }
    return ctx.sendPage(request, reply, <HookPage {...facts} isFirst={cursor === undefined} />, status)
  }
}
