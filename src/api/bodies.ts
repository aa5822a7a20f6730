import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ServiceError } from '../errors.js'
import { decodeUtf8, requireUtf8 } from '../typed/utf8.js'
import { checkBodyHeaders } from './body-headers.js'
import { requireWholeTexts } from './broken-texts.js'
import { readForm } from './form-body.js'
import { requirePlainJson } from './json-body.js'
import { readParts } from './multipart-body.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media types of the bodies this route accepts. */
    takes?: readonly string[]
  }
}

const readers = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  csv: 'text/csv',
  multipart: 'multipart/form-data',
  file: 'application/octet-stream',
} as const

/**
 * A kind of body. Its parser returns, for json the value, form the fields, csv and file the bytes,
 * multipart the parts.
 */
export type BodyKind = keyof typeof readers

/**
 * Lets the routes registered later in a scope accept bodies of these kinds, and no others. All
 * bodies are checked here: they are UTF-8, except files, and no larger or deeper than can be read
 * without holding up other requests.
 */
export function takeBodies(app: FastifyInstance, kinds: readonly BodyKind[], bodyLimit?: number): void {
  const types = kinds.map(kind => readers[kind])
  const parse = { ...parsers(app) }
  app.removeAllContentTypeParsers()
  for (const kind of kinds) {
    app.addContentTypeParser(
      readers[kind],
      { parseAs: 'buffer', ...(bodyLimit && { bodyLimit }) },
      parse[kind],
    )
  }
  app.addHook('onRoute', route => {
    route.config = { ...route.config, takes: types }
  })
  // Before any of the body is read.
  app.addHook('preParsing', async request => {
    const isRead = request.method !== 'GET' && request.method !== 'HEAD'
    if (isRead && request.routeOptions.config.takes === types) checkBodyHeaders(request, types)
  })
}

type Parser = (request: FastifyRequest, body: Buffer) => Promise<unknown>

function parsers(app: FastifyInstance): Record<BodyKind, Parser> {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  const bytesAlone: Parser = async (_request, bytes) => {
    requireUtf8(bytes)
    return bytes
  }
  return {
    csv: bytesAlone,
    // Its reader knows whether it is a text.
    file: async (_request, bytes) => bytes,
    async json(request, bytes) {
      requirePlainJson(bytes)
      const text = decodeUtf8(bytes)
      const body = await new Promise((resolve, reject) =>
        parseJson(request, text, (error, value) => (error ? reject(problemOf(text, error)) : resolve(value))),
      )
      // A schema can say more about each field.
      if (request.routeOptions.schema?.body === undefined) requireWholeTexts(body)
      return body
    },
    form: async (_request, bytes) => readForm(decodeUtf8(bytes)),
    multipart: (request, bytes) => readParts(bytes, request.headers['content-type'] ?? ''),
  }
}

/** The parser also refuses valid JSON, with names at any depth that could change other objects. */
function problemOf(text: string, error: Error): Error {
  try {
    JSON.parse(text)
  } catch {
    return error
  }
  const detail = 'The body has a member named "__proto__", or "prototype" in "constructor"; leave it out.'
  return new ServiceError('invalid-json', 400, detail)
}
