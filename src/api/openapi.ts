import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { Config } from '../config.js'
import type { Document } from './document.js'
import { finished } from './finish-document.js'

/** What the document says in place of our own formats. */
const formats: Record<string, object> = {
  target: { format: 'uri' },
  webhook: { format: 'uri' },
  tweet: {},
  handle: {},
  line: {},
  tag: { minLength: 1 },
  text: {},
  slug: { pattern: '^[A-Za-z0-9_-]{3,64}$' },
  'list-name': { minLength: 1, maxLength: 64 },
  past: { format: 'date-time' },
  future: { format: 'date-time' },
}

/**
 * Options for @fastify/swagger: the document is built from the schemas that validate and serialize.
 */
export function openapiOptions(
  config: Pick<Config, 'baseUrl'>,
  version: string,
): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Fivehundred',
        version,
        description:
          'Short links that show real influence: of the people who follow an account, how many really click? ' +
          'Times are ISO 8601 in UTC, ratios plain numbers. Errors are RFC 9457 problems with a stable `code`. ' +
          'A short link itself answers 302, and a browser that prefetches it (`Sec-Purpose: prefetch`) 503.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: config.baseUrl }],
      tags: [
        { name: 'Links', description: 'Short links and their tweets.' },
        { name: 'Accounts', description: 'Who tweets, and their follower counts.' },
        { name: 'Lists', description: 'Named lists of accounts.' },
        { name: 'Numbers', description: 'Clicks and influence.' },
        { name: 'Destinations', description: 'Who brings the traffic to an address.' },
        { name: 'Files', description: 'Everything, to take along.' },
        { name: 'Keys', description: 'Who may do what.' },
        { name: 'Webhooks', description: 'Who is told of events, as Standard Webhooks has it.' },
        { name: 'Public', description: 'For everybody, without a key: short links, badges and embeds.' },
        { name: 'Service', description: 'The service itself.' },
      ],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'Made with `fivehundred key create`.' },
        },
      },
    },
    hideUntagged: true,
    transform: ({ schema, url }) => ({ schema: documented(schema) as typeof schema, url }),
    transformObject: document =>
      'openapiObject' in document ? finished(document.openapiObject as Document) : document.swaggerObject,
  }
}

/** A copy of a schema with only standard formats, and without checks that are functions. */
function documented(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(documented)
  if (typeof schema !== 'object' || schema === null) return schema
  // A field that its route reads in its own way.
  if ('shown' in schema) return documented(schema.shown)
  const told = Object.entries(schema).filter(([, value]) => typeof value !== 'function')
  const copy = Object.fromEntries(told.map(([name, value]) => [name, documented(value)]))
  const { format, properties, required } = copy
  // A field with a default may be left out, even though the handler always gets it.
  if (Array.isArray(required)) {
    copy.required = required.filter(name => !hasDefault((properties as Record<string, unknown>)[name]))
  }
  const replacement = typeof format === 'string' ? formats[format] : undefined
  if (replacement === undefined) return copy
  delete copy.format
  return { ...copy, ...replacement }
}

function hasDefault(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'default' in schema
}
