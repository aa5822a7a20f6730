import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { plainAddress, readableAddress } from '../links/plain-path.js'
import { isForPrograms } from './accept.js'

/**
 * Answers a request that led nowhere as if its address had been plain, whatever its method; false
 * where it was plain, where the plain one is not `within`, and in the API: a program says what it
 * means. Of a method with a body only before that is read.
 */
export type LookAgain = (request: FastifyRequest, reply: FastifyReply, within?: RegExp) => boolean

/**
 * Makes it, and `readAgain` for an address that no route could read. Both cost nothing but a miss.
 */
export function addressMender(app: Pick<FastifyInstance, 'routing'>) {
  /** So that no address, whatever it is made plain to, goes in circles. */
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

/** Without the host that proxies are asked with. */
function pathOf({ raw: { url = '' } }: FastifyRequest): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '')
}
