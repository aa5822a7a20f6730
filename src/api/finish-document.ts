import { STATUS_CODES } from 'node:http'
import type { Document, Media, Response } from './document.js'
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
      if (path.startsWith('/api/') && isOnce(method.toUpperCase()))
        operation.parameters = [
          ...(operation.parameters ?? []),
          { $ref: '#/components/parameters/IdempotencyKey' },
        ]
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
      parameters: { IdempotencyKey: idempotencyKey },
      headers: { ...ofAll, ...ofKeys },
    },
  }
}

/** "Not Found" is NotFound. */
function nameOf(status: string): string {
  return (STATUS_CODES[status] ?? status).replace(/\W/g, '')
}

function answer(response: Response, headers: Record<string, object>): Response {
  const shared = Object.keys(headers).map(name => [name, { $ref: `#/components/headers/${name}` }])
  const content = Object.entries(response.content ?? {}).map(([type, media]) => [type, withExample(media)])
  return {
    ...response,
    headers: { ...response.headers, ...Object.fromEntries(shared) },
    ...(response.content && { content: Object.fromEntries(content) }),
  }
}

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
