import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Unasked } from '../context.js'
import { changeWebhook, createWebhook, removeWebhook, renewSecret } from '../webhooks/change.js'
import {
  type DeliveryStatus,
  deliveryPages,
  deliveryStatuses,
  listDeliveries,
  repeatDelivery,
  testWebhook,
} from '../webhooks/deliveries.js'
import { listWebhooks, readWebhook } from '../webhooks/find.js'
import { apiAddress } from './created.js'
import { allNeed } from './gate.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import {
  CreatedWebhook,
  DeliveryPage,
  DeliverySchema,
  MadeWebhookSchema,
  NewWebhookBody,
  WebhookChangesBody,
  WebhookSchema,
  WebhooksSchema,
} from './webhook-schemas.js'

const tags = ['Webhooks']
const WebhookParams = Type.Object({ id: Type.String({ examples: ['1'] }) })
const DeliveryParams = Type.Object({
  ...WebhookParams.properties,
  deliveryId: Type.String({ examples: ['1'] }),
})
const DeliveryQuery = Type.Object(
  {
    status: Type.Optional(
      Type.Unsafe<DeliveryStatus>({
        type: 'string',
        enum: [...deliveryStatuses],
        description: 'Only these; all of them, if left out.',
      }),
    ),
    ...pageQuery(deliveryPages),
  },
  { additionalProperties: false },
)

/** For admins: who is told of events, and how telling them went. */
export function webhookRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    allNeed(app, 'service')

    app.get(
      '/webhooks',
      {
        schema: {
          tags,
          operationId: 'listWebhooks',
          summary: 'List the webhooks',
          description: 'For admins. Oldest first, without their secrets.',
          response: { 200: WebhooksSchema },
        },
      },
      async () => ({ data: await listWebhooks(ctx.db) }),
    )

    app.post(
      '/webhooks',
      {
        schema: {
          tags,
          operationId: 'createWebhook',
          summary: 'Make a webhook',
          description: 'For admins. It is told of all links. Its secret is told only this once.',
          body: NewWebhookBody,
          response: { 201: CreatedWebhook },
        },
      },
      async (request, reply) => {
        const made = await createWebhook(ctx, request.body)
        return reply
          .code(201)
          .header('location', apiAddress(ctx.config, 'webhooks', String(made.id)))
          .send(made)
      },
    )

    app.get(
      '/webhooks/:id',
      {
        schema: {
          tags,
          operationId: 'getWebhook',
          summary: 'Read a webhook',
          description: 'For admins.',
          params: WebhookParams,
          response: { 200: WebhookSchema, ...problems(404) },
        },
      },
      request => readWebhook(ctx.db, request.params.id),
    )

    app.patch(
      '/webhooks/:id',
      {
        schema: {
          tags,
          operationId: 'updateWebhook',
          summary: 'Change a webhook',
          description:
            'For admins. Disabled, it gets no events; what already waits is kept for 30 days, and sent when it is enabled.',
          params: WebhookParams,
          body: WebhookChangesBody,
          response: { 200: WebhookSchema, ...problems(404) },
        },
      },
      request => changeWebhook(ctx, request.params.id, request.body),
    )

    app.delete(
      '/webhooks/:id',
      {
        schema: {
          tags,
          operationId: 'deleteWebhook',
          summary: 'Delete a webhook',
          description: 'For admins. Its log goes with it.',
          params: WebhookParams,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(404) },
        },
      },
      async (request, reply) => {
        await removeWebhook(ctx, request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/webhooks/:id/secret',
      {
        schema: {
          tags,
          operationId: 'renewWebhookSecret',
          summary: 'Give a webhook a new secret',
          description:
            'For admins. For 24 hours every message has two signatures, by the new and by the former secret.',
          params: WebhookParams,
          response: { 200: MadeWebhookSchema, ...problems(404) },
        },
      },
      request => renewSecret(ctx, request.params.id),
    )

    app.post(
      '/webhooks/:id/test',
      {
        schema: {
          tags,
          operationId: 'testWebhook',
          summary: 'Send a test',
          description: 'For admins. Sends `webhook.test` once, within seconds; the log says how that went.',
          params: WebhookParams,
          response: { 202: DeliverySchema, ...problems(404) },
        },
      },
      async (request, reply) => reply.code(202).send(await testWebhook(ctx, request.params.id)),
    )

    app.get(
      '/webhooks/:id/deliveries',
      {
        schema: {
          tags,
          operationId: 'listDeliveries',
          summary: 'List what was sent to a webhook',
          description: 'For admins. Newest first, of the last 30 days.',
          params: WebhookParams,
          querystring: DeliveryQuery,
          response: { 200: DeliveryPage, ...problems(404) },
        },
      },
      async request => answerPage(await listDeliveries(ctx, request.params.id, request.query)),
    )

    app.post(
      '/webhooks/:id/deliveries/:deliveryId/repeat',
      {
        schema: {
          tags,
          operationId: 'repeatDelivery',
          summary: 'Send a message once more',
          description: 'For admins. It has the same `webhook-id`, so that receivers know that they had it.',
          params: DeliveryParams,
          response: { 202: DeliverySchema, ...problems(404) },
        },
      },
      async (request, reply) => {
        const { id, deliveryId } = request.params
        return reply.code(202).send(await repeatDelivery(ctx, id, deliveryId))
      },
    )
  }
}
