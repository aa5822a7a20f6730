import { Type } from 'typebox'
import { openZone } from '../stats/zone.js'
import { type DeliveryStatus, deliveryStatuses } from '../webhooks/deliveries.js'
import { type EventType, eventTypes } from '../webhooks/events.js'
import { maxAddressLength } from '../webhooks/reach.js'
import { Created } from './created.js'
import { Nullable, Page } from './schemas.js'

const strict = { additionalProperties: false } as const
const Time = Type.String({ format: 'date-time', examples: ['2026-01-31T12:00:00.000Z'] })
const OptionalTime = (description: string) => Nullable(Type.String({ format: 'date-time', description }))

const Events = Type.Array(Type.Unsafe<EventType>({ type: 'string', enum: [...eventTypes] }), {
  minItems: 1,
  maxItems: 50,
  description:
    'A link was made; a tweet was attached; the window of a tweet closed, with its final influence; a number reached a ' +
    'threshold, each once for a link; the summary of the day before.',
  examples: [['link.created', 'window.closed']],
})
const ClicksThresholds = Type.Array(Type.Integer({ minimum: 1, maximum: 1e12 }), {
  maxItems: 20,
  description: "Numbers of a link's clicks for `clicks.crossed`.",
  examples: [[100, 1000]],
})
const InfluenceThresholds = Type.Array(Type.Number({ minimum: 0.000001, maximum: 1000 }), {
  maxItems: 20,
  description: "A tweet's clickers per follower for `influence.crossed`, while its window is open.",
  examples: [[0.02]],
})
const SummaryTime = Type.String({
  maxLength: 10,
  check: (text: string) =>
    /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text) ? null : 'must be a time of day from 00:00 to 23:59',
  description: 'When `summary.daily` is sent, about the day before.',
  examples: ['08:00'],
})
const SummaryTimezone = Type.String({
  maxLength: 100,
  check: (text: string) =>
    openZone(text) === null ? 'must be the name of a time zone such as Europe/Berlin' : null,
  description: 'Whose days and times of day these are.',
  examples: ['Europe/Berlin'],
})
const Enabled = Type.Boolean({ description: 'Whether it gets events.', examples: [true] })

const webhookFields = {
  id: Type.Integer({ examples: [1] }),
  url: Type.String({ examples: ['https://example.com/hook'] }),
  events: Events,
  clicksThresholds: ClicksThresholds,
  influenceThresholds: InfluenceThresholds,
  summaryTime: SummaryTime,
  summaryTimezone: SummaryTimezone,
  enabled: Enabled,
  disabledReason: Type.Unsafe<'gone' | 'failing' | null>({
    type: ['string', 'null'],
    enum: ['gone', 'failing', null],
    description:
      'Why the service disabled it: it answered 410, or nothing succeeded for five days. Null if it did not.',
  }),
  failingSince: OptionalTime('The first failure since the last success; null if there is none.'),
  formerSecretEndsAt: OptionalTime('Until then the former secret signs as well; null without a former one.'),
  waiting: Type.Integer({ minimum: 0, description: 'Deliveries still to be sent.', examples: [0] }),
  createdAt: Time,
}
export const WebhookSchema = Type.Object(webhookFields, {
  title: 'Webhook',
  description: 'The webhook, without its secret.',
})
export const WebhooksSchema = Type.Object(
  { data: Type.Array(WebhookSchema) },
  { title: 'Webhooks', description: 'All webhooks, oldest first.' },
)
export const MadeWebhookSchema = Type.Object(
  {
    ...webhookFields,
    secret: Type.String({
      description: 'Signs the messages, as Standard Webhooks has it; told only now.',
      examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
  },
  { title: 'MadeWebhook', description: 'The webhook, with its secret.' },
)
export const CreatedWebhook = Created(MadeWebhookSchema)

const Url = Type.String({
  format: 'webhook',
  maxLength: maxAddressLength,
  description: 'http(s), better https, on the public internet unless WEBHOOK_ALLOW_PRIVATE allows another.',
  examples: ['https://example.com/hook'],
})
const choices = {
  clicksThresholds: Type.Optional(ClicksThresholds),
  influenceThresholds: Type.Optional(InfluenceThresholds),
  summaryTime: Type.Optional(SummaryTime),
  summaryTimezone: Type.Optional(SummaryTimezone),
  enabled: Type.Optional(Enabled),
}
export const NewWebhookBody = Type.Object(
  { url: Url, events: Events, ...choices },
  {
    ...strict,
    title: 'NewWebhook',
    examples: [
      {
        url: 'https://example.com/hook',
        events: ['window.closed', 'clicks.crossed'],
        clicksThresholds: [100, 1000],
      },
    ],
  },
)
export const WebhookChangesBody = Type.Object(
  { url: Type.Optional(Url), events: Type.Optional(Events), ...choices },
  { ...strict, title: 'WebhookChanges', minProperties: 1, examples: [{ enabled: true }] },
)

export const DeliverySchema = Type.Object(
  {
    id: Type.Integer({ examples: [7] }),
    messageId: Type.String({
      description: 'Sent as `webhook-id`, the same in every attempt.',
      examples: ['msg_2KWPBgLlAfxdpx2AI54pPJ85'],
    }),
    type: Type.String({ examples: ['link.created'] }),
    status: Type.Unsafe<DeliveryStatus>({ type: 'string', enum: [...deliveryStatuses] }),
    attempts: Type.Integer({ minimum: 0, examples: [1] }),
    createdAt: Time,
    nextAttemptAt: OptionalTime('Null if it is not sent again.'),
    attemptedAt: OptionalTime('The latest attempt; null before the first.'),
    durationMs: Nullable(Type.Integer({ examples: [42] })),
    responseStatus: Nullable(Type.Integer({ description: 'Null without an answer.', examples: [204] })),
    response: Nullable(Type.String({ description: 'The first bytes of the answer.', examples: ['ok'] })),
    problem: Nullable(
      Type.String({ description: 'Why it failed; null if it did not.', examples: ['It answered 500.'] }),
    ),
    body: Type.String({ description: 'What was signed and sent.', examples: ['{"type":"link.created"}'] }),
  },
  { title: 'Delivery', description: 'The delivery.' },
)
export const DeliveryPage = Page(DeliverySchema)
