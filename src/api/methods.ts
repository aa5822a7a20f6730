import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import findMyWay, { type Config, type HTTPMethod, type HTTPVersion } from 'find-my-way'
import { MethodNotAllowed } from '../errors.js'
import type { LookAgain } from './look-again.js'

type Params = Record<string, string | undefined>

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * A fallback for addresses without a route of their own, so it does not mean that they exist.
     */
    fallback?: boolean
    /**
     * Scripts on any site may read its answers. If that depends on the address, the answer itself
     * says so, and this whether a script may ask.
     */
    crossOrigin?: boolean | ((params: Params) => boolean)
    /**
     * Throws what GET would throw for something that does not exist, or answers itself. Without it,
     * every address of the route counts as existing, or only a GET with a login may reveal whether
     * it does.
     */
    ensureThere?: (request: FastifyRequest, reply: FastifyReply, params: Params) => unknown
  }
}

const preflightSeconds = 86_400

/** Whether a request only reads, and therefore has no body. */
export function isRead({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD'
}

/**
 * Collects the methods of every address from the routes registered later. OPTIONS then lists them,
 * and any other method is refused with that list, if GET would find something, even under a
 * corrected address. Routes open to other origins get the headers for that, also on errors.
 */
export function learnMethods(
  app: FastifyInstance,
  routerOptions: Config<HTTPVersion.V1>,
  lookAgain: LookAgain,
) {
  const router = findMyWay(routerOptions)
  const methods = new Set<HTTPMethod>()
  const urls = new Set<string>()
  let complete = false

  app.addHook('onRoute', route => {
    if (complete) return
    const { url } = route
    // The same object, because a later hook may still add to it.
    route.config ??= {}
    const { config } = route
    if (config.crossOrigin === true) route.onRequest = [openToAll, route.onRequest ?? []].flat()
    urls.add(url)
    const given = [route.method].flat() as HTTPMethod[]
    // For a GET at a prefix with a slash, Fastify reports only the HEAD that comes with it.
    for (const method of given.includes('HEAD') ? ['GET' as const, ...given] : given) {
      if (router.hasRoute(method, url)) continue
      methods.add(method)
      router.on(method, url, () => {}, config)
    }
  })

  /**
   * What is known about an address: its methods (none if unknown), and whether other origins may
   * use them.
   */
  function methodsAt(address: string) {
    const found = [...methods].flatMap(method => {
      const { store, params } = router.find(method, address) ?? {}
      return store ? [{ method, params, ...(store as FastifyContextConfig) }] : []
    })
    const own = found.filter(({ fallback }) => !fallback)
    const taking = own.length > 0 ? own : found
    const allow = taking.map(({ method }) => method)
    return {
      allow: allow.length === 0 || allow.includes('OPTIONS') ? allow : [...allow, 'OPTIONS'],
      crossOrigin: taking.some(({ crossOrigin, params }) =>
        typeof crossOrigin === 'function' ? crossOrigin(params ?? {}) : crossOrigin,
      ),
      reading: taking.find(({ method }) => method === 'GET'),
    }
  }

  /**
   * A hook for requests with a method that no route accepts. Unknown addresses are left to the
   * handler.
   */
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { allow, crossOrigin, reading } = methodsAt(request.raw.url ?? '')
    if (allow.length === 0) lookAgain(request, reply)
    else await reading?.ensureThere?.(request, reply, reading.params ?? {})
    if (reply.sent) return reply
    if (allow.length === 0) return
    reply.header('allow', allow.join(', '))
    if (crossOrigin) await openToAll(request, reply)
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed({ method: request.method, allow })
    const wish = request.headers['access-control-request-headers']
    if (crossOrigin) {
      reply.headers({
        'access-control-allow-methods': allow.join(', '),
        'access-control-max-age': preflightSeconds,
      })
      if (wish !== undefined)
        reply.headers({ 'access-control-allow-headers': wish, vary: 'access-control-request-headers' })
    }
    return reply.code(204).send()
  }

  /** Call it once all routes are registered; `notFound` answers for unknown addresses. */
  async function answerOthers(
    notFound: (request: FastifyRequest, reply: FastifyReply) => unknown,
  ): Promise<void> {
    // A fallback's handler would say "not found", although the address exists for another method.
    complete = true
    for (const url of urls) {
      const shadowed = [...methods].filter(
        method => router.find(method, url)?.store.fallback && !router.hasRoute(method, url),
      )
      // HEAD comes with GET, where there is to be one.
      const refused = shadowed.filter(method => method !== 'HEAD' || !shadowed.includes('GET'))
      if (refused.length > 0)
        app.route({ method: refused, url, onRequest: answer, schema: { hide: true }, handler: () => {} })
    }
    await app.register(async scope => {
      // Before the body is read: no route here may accept its kind.
      scope.addHook('onRequest', answer)
      scope.setNotFoundHandler(notFound)
    })
  }

  return { answerOthers }
}

/** What scripts may read beside the headers that are always open to them. */
const readable = 'ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id'

/** Lets scripts of any page read the answer; no cookie comes along. */
export async function openToAll(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': readable })
}
