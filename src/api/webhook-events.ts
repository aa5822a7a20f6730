import { type TSchema, Type } from 'typebox'
import type { EventType, testType } from '../webhooks/events.js'
import type { Schema } from './document.js'
import { exampleOf } from './example.js'
import { LinkInfluenceSchema } from './report-schemas.js'
import { LinkSchema } from './schemas.js'

const Time = Type.String({ format: 'date-time', examples: ['2026-01-31T12:00:00.000Z'] })
const Count = Type.Integer({ minimum: 0, examples: [400] })

/** The content of each event, as webhooks get it. */
const events: Record<
  EventType | typeof testType,
  { title: string; summary: string; data: Record<string, TSchema> }
> = {
  'link.created': { title: 'LinkCreated', summary: 'A link was made', data: { link: LinkSchema } },
  'tweet.attached': {
    title: 'TweetAttached',
    summary: 'A tweet was attached to a link, or its time was changed',
    data: { link: LinkSchema },
  },
  'window.closed': {
    title: 'WindowClosed',
    summary: "A tweet's attribution window has ended, and this is its final influence",
    data: { link: LinkSchema, influence: LinkInfluenceSchema },
  },
  'clicks.crossed': {
    title: 'ClicksCrossed',
    summary: 'The clicks of a link have reached a threshold',
    data: { threshold: Type.Integer({ minimum: 1, examples: [100] }), link: LinkSchema },
  },
  'influence.crossed': {
    title: 'InfluenceCrossed',
    summary: 'The influence of a tweet has reached a threshold',
    data: { threshold: Type.Number({ examples: [0.02] }), link: LinkSchema, influence: LinkInfluenceSchema },
  },
  'summary.daily': {
    title: 'DailySummary',
    summary: 'What the day before brought',
    data: {
      date: Type.String({ examples: ['2026-01-31'] }),
      timezone: Type.String({ examples: ['Europe/Berlin'] }),
      from: Time,
      to: Time,
      linksCreated: Type.Integer({
        minimum: 0,
        description: 'Without those that were imported.',
        examples: [3],
      }),
      clicks: Count,
      clickers: Type.Integer({
        minimum: 0,
        description: 'People who clicked a link for the first time, summed over the links.',
        examples: [300],
      }),
      excluded: Count,
      links: Type.Array(
        Type.Object({ link: LinkSchema, clicks: Count, clickers: Count }, { title: 'LinkOfDay' }),
        { maxItems: 10, description: 'Those with most clicks, largest first.' },
      ),
    },
  },
  'webhook.test': {
    title: 'WebhookTest',
    summary: 'Somebody tests the webhook',
    data: { message: Type.String({ examples: ['This is a test.'] }) },
  },
}

const header = (name: string, description: string, example: string) => ({
  ...{ name, in: 'header', required: true, description, example },
  schema: { type: 'string' },
})
const headers = [
  header('webhook-id', 'Of the message: the same in every attempt.', 'msg_2KWPBgLlAfxdpx2AI54pPJ85'),
  header('webhook-timestamp', 'When it is sent, in seconds since 1970.', '1769860800'),
  header(
    'webhook-signature',
    'HMAC-SHA256 in base64 of `id.timestamp.body`, for each secret that is in force.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ),
]

/** The document's `webhooks`: what receivers are sent, and what they answer. */
export function webhookEvents(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(events).map(([type, { title, summary, data }]) => {
      const schema = Type.Object(
        {
          type: Type.Unsafe<string>({ type: 'string', enum: [type] }),
          timestamp: Type.String({ format: 'date-time', description: 'When it happened.' }),
          data: Type.Object(data),
        },
        { title, description: `${summary}.` },
      )
      const post = {
        tags: ['Webhooks'],
        operationId: `on${title}`,
        summary,
        security: [],
        parameters: headers,
        requestBody: {
          required: true,
          content: { 'application/json': { schema, example: exampleOf(schema as unknown as Schema) } },
        },
        responses: {
          '2XX': { description: 'It is taken.' },
          '4XX': { description: 'It is sent again later; after 410, nothing is sent any more.' },
          '5XX': { description: 'It is sent again later.' },
        },
      }
      return [type, { post }]
    }),
  )
}
