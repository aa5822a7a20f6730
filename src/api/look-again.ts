import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { plainAddress, readableAddress } from '../links/plain-path.js'
import { isForPrograms } from './accept.js'

/**
 * Answers a request for an unknown address as if the address had been plain, with any method.
 * False if it was plain, if the plain one is not `within`, and in the API, where programs must be
 * exact. With a body, call it before the body is read.
 */
export type LookAgain = (request: FastifyRequest, reply: FastifyReply, within?: RegExp) => boolean

/**
 * Creates it, and `readAgain` for an address that no route could read. Only misses pay for either.
 */
export function addressMender(app: Pick<FastifyInstance, 'routing'>) {
  /** Prevents loops, whatever an address turns into. */
  const looked = new WeakSet<object>()

  function routeAs(address: string, { raw }: FastifyRequest, reply: FastifyReply): boolean {
    raw.url = address
    reply.hijack()
    app.routing(raw, reply.raw)
    return true
  }

  const lookAgain: LookAgain = (request, reply, within = /^/) => {
    if (isForPrograms(request) || looked.has(request.raw)) return false
    const plain = plainAddress(pathOf(request))
    if (plain === null || !within.test(plain) || /^\/api(?:\/|$)/.test(plain)) return false
    looked.add(request.raw)
    return routeAs(plain, request, reply)
  }

  function readAgain(request: FastifyRequest, reply: FastifyReply): boolean {
    if (isForPrograms(request)) return false
    const readable = readableAddress(pathOf(request))
    return readable === null ? lookAgain(request, reply) : routeAs(readable, request, reply)
  }

  return { lookAgain, readAgain }
}

/** Without the host, which requests to proxies include. */
function pathOf({ raw: { url = '' } }: FastifyRequest): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '')
}
