import { createHash } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Begun, begin } from '../auth/once.js'
import { seal, unseal } from '../auth/seal.js'
import type { Context } from '../context.js'
import { Conflict, InvalidInput } from '../errors.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a request with an Idempotency-Key, while it is carried out. */
    begun: (Begun & { secret: Buffer }) | null
  }
}

/** These do something else when they are sent again; other methods ignore the header. */
const methods = ['POST', 'PATCH']
/** Whether a method heeds an Idempotency-Key. */
export const isOnce = (method: string) => methods.includes(method)
/** Shorter than the time that a handler has. */
const waitMs = 8_000
const longestKey = 255
const keptHeaders = ['content-type', 'location', 'etag'] as const

/** An answer as it is kept. */
interface Kept {
  status: number
  headers: Record<string, string>
  body: string
}

/**
 * Carries out a POST or PATCH with an Idempotency-Key (IETF draft) once per API key, on all nodes
 * together, and answers it with the first answer from then on. An answer that asks to try again is
 * not kept. If a node dies between its work and its answer, the work is done again.
 */
export function answerOnce(app: FastifyInstance, ctx: Pick<Context, 'db' | 'log'>): void {
  app.decorateRequest('begun', null)
  // After the input was checked: what is refused there was never begun.
  app.addHook('preHandler', async (request, reply) => {
    const sent = request.headers['idempotency-key']
    if (sent === undefined || !isOnce(request.method)) return
    const hash = hasher(request, readKey(String(sent)))
    const secret = hash('answer')
    const begun = await begin(ctx, { key: hash('key'), request: fingerprint(request), waitMs })
    if (!('result' in begun)) {
      request.begun = { ...begun, secret }
      return
    }
    const { status, headers, body }: Kept = JSON.parse(await unseal(secret, begun.result))
    return reply.code(status).headers(headers).header('idempotent-replayed', 'true').send(body)
  })
  app.setErrorHandler<FastifyError>(async (error, request) => {
    // Its work still goes on, so the key stays taken until it must have ended.
    if (error.code === 'FST_ERR_HANDLER_TIMEOUT') request.begun = null
    if (error instanceof Conflict) await giveUp(request)
    throw error
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { begun } = request
    if (begun === null) return payload
    if (reply.statusCode >= 500 || reply.statusCode === 429) await giveUp(request)
    else await begun.keep(await seal(begun.secret, JSON.stringify(keptOf(reply, payload))))
    return payload
  })
}

async function giveUp(request: FastifyRequest): Promise<void> {
  await request.begun?.free()
  request.begun = null
}

function keptOf(reply: FastifyReply, payload: unknown): Kept {
  const headers = keptHeaders.flatMap(name => {
    const value = reply.getHeader(name)
    return value === undefined ? [] : [[name, String(value)]]
  })
  const body = typeof payload === 'string' ? payload : ''
  return { status: reply.statusCode, headers: Object.fromEntries(headers), body }
}

/** The key, with the quotes of the draft or without, as most clients send it. */
function readKey(sent: string): string {
  const key = /^"(.*)"$/.exec(sent)?.[1]?.replace(/\\(["\\])/g, '$1') ?? sent
  if (/^[\x20-\x7e]+$/.test(key) && key.length <= longestKey) return key
  const message = `must be 1 to ${longestKey} printable ASCII characters, such as a UUID`
  throw new InvalidInput([{ field: 'Idempotency-Key', message }])
}

/**
 * Hashes for a purpose. They are made with the API key itself, which the database does not know:
 * so each has its own names, and somebody who reads the database cannot read the answers, among
 * them new keys.
 */
function hasher({ headers: { authorization } }: FastifyRequest, key: string) {
  return (purpose: string) => sha256(JSON.stringify([purpose, authorization, key]))
}

function fingerprint({ method, url, body }: FastifyRequest): Buffer {
  return sha256(
    JSON.stringify([method, url]),
    Buffer.isBuffer(body) ? body : (JSON.stringify(body ?? null) as string),
  )
}

function sha256(...parts: (string | Buffer)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
