import { STATUS_CODES } from 'node:http'
import type { Document, Media, Response } from './document.js'
import { versioned } from './entity-tags.js'
import { exampleOf } from './example.js'
import { isOnce } from './idempotency.js'
import { publicPaths } from './public-paths.js'
import { webhookEvents } from './webhook-events.js'

/** In every answer of the service, and in every answer to a key. */
const ofAll = {
  'X-Request-Id': {
    description: 'Names the request, in the log as well. Quote it when you report a problem.',
    schema: { type: 'string' },
    example: 'Vb3xYz7kQm2nRt5w',
  },
}
const ofKeys = {
  'RateLimit-Policy': {
    description: 'The limit: its name, its quota (q) and its window in seconds (w).',
    schema: { type: 'string' },
    example: '"key";q=600;w=60',
  },
  RateLimit: {
    description: 'What is left (r), and the seconds until all is there again (t).',
    schema: { type: 'string' },
    example: '"key";r=599;t=42',
  },
}

const ofTagged = {
  ETag: {
    description: 'The version, and what the answer shows of it: for If-None-Match and If-Match.',
    schema: { type: 'string' },
    example: '"qTn3vB0x9KfLw2Zs.6mY1cHd8RtUe4Qap"',
  },
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: 'An `ETag` as it was read. If the answer would be the same, it is 304 without a body.',
  schema: { type: 'string' },
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description:
    'An `ETag` as it was read. If somebody has changed the thing since, nothing is done, and the answer is 412.',
  schema: { type: 'string' },
}

const notModified: Response = { description: 'It is as it was when it had the `ETag` of If-None-Match.' }

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A text of your own for this request, such as a UUID. Sent again within a day, with the same key and the same body, it ' +
    'is not carried out twice: the first answer comes again, with `Idempotent-Replayed: true`.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

/**
 * Completes the document: the public paths and the webhooks are added, every answer gets its
 * headers and an example, and what several operations share stands once, in `components`: schemas
 * by their title, errors by their status, headers by their name.
 */
export function finished(document: Document): Document {
  const schemas: Record<string, unknown> = {}
  const responses: Record<string, unknown> = {}
  const paths = { ...document.paths, ...publicPaths() }
  for (const [path, operations] of Object.entries(paths)) {
    const headers = { ...ofAll, ...(path.startsWith('/api/') && ofKeys) }
    for (const [method, operation] of Object.entries(operations)) {
      const isApi = path.startsWith('/api/')
      const isRead = method === 'get'
      const tagged = Object.entries(operation.responses).filter(
        ([status, response]) => isApi && isTagged(status, response, isRead),
      )
      for (const [, response] of tagged) response.headers = { ...response.headers, ...references(ofTagged) }
      const isConditional = isRead && tagged.length > 0
      if (isConditional) operation.responses['304'] = notModified
      const own = {
        IdempotencyKey: isApi && isOnce(method.toUpperCase()),
        IfNoneMatch: isConditional,
        IfMatch: '412' in operation.responses,
      }
      const added = Object.entries(own).flatMap(([name, has]) =>
        has ? [{ $ref: `#/components/parameters/${name}` }] : [],
      )
      if (added.length > 0) operation.parameters = [...(operation.parameters ?? []), ...added]
      operation.responses = Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => {
          if (response.content?.['application/problem+json'] === undefined)
            return [status, answer(response, headers)]
          const name = nameOf(status)
          responses[name] ??= named(answer(response, ofAll), schemas)
          return [status, { $ref: `#/components/responses/${name}` }]
        }),
      )
    }
  }
  const lifted = named(paths, schemas) as Document['paths']
  const webhooks = named(webhookEvents(), schemas)
  return {
    ...document,
    paths: lifted,
    webhooks,
    components: {
      ...document.components,
      schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      responses,
      parameters: { IdempotencyKey: idempotencyKey, IfNoneMatch: ifNoneMatch, IfMatch: ifMatch },
      headers: { ...ofAll, ...ofKeys, ...ofTagged },
    },
  }
}

/** "Not Found" is NotFound. */
function nameOf(status: string): string {
  return (STATUS_CODES[status] ?? status).replace(/\W/g, '')
}

function answer(response: Response, headers: Record<string, object>): Response {
  const content = Object.entries(response.content ?? {}).map(([type, media]) => [type, withExample(media)])
  return {
    ...response,
    headers: { ...response.headers, ...references(headers) },
    ...(response.content && { content: Object.fromEntries(content) }),
  }
}

function references(headers: Record<string, object>) {
  return Object.fromEntries(
    Object.keys(headers).map(name => [name, { $ref: `#/components/headers/${name}` }]),
  )
}

/** Whether an answer has an ETag: what is read whole, and what has a version. */
function isTagged(status: string, { content = {} }: Response, isRead: boolean): boolean {
  if (!status.startsWith('2')) return false
  const { title } = content['application/json']?.schema ?? {}
  return (isRead && Object.keys(content).some(type => whole.test(type))) || versioned.has(title as string)
}

/** What is sent in one piece; everything else is streamed. */
const whole = /^(?:application\/(?:json|openapi.*)|image\/.*)$/

function withExample(media: Media): Media {
  return media.example === undefined && media.examples === undefined
    ? { ...media, example: exampleOf(media.schema) }
    : media
}

/** These hold values, not schemas. */
const values = new Set(['example', 'examples', 'default', 'enum', 'const'])

/** A copy in which every schema with a title is a reference; `schemas` gets it under that title. */
function named(part: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(part)) return part.map(entry => named(entry, schemas))
  if (typeof part !== 'object' || part === null) return part
  const { title, ...schema } = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, values.has(name) ? value : named(value, schemas)]),
  )
  if (typeof title !== 'string') return title === undefined ? schema : { ...schema, title }
  const reference = { $ref: `#/components/schemas/${title}` }
  const { type } = schema
  const nullable = Array.isArray(type) && type.includes('null')
  schemas[title] ??= nullable ? { ...schema, type: type.find(name => name !== 'null') } : schema
  return nullable ? { anyOf: [reference, { type: 'null' }] } : reference
}
