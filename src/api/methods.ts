import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import findMyWay, { type Config, type HTTPMethod, type HTTPVersion } from 'find-my-way'
import { MethodNotAllowed } from '../errors.js'
import type { LookAgain } from './look-again.js'

type Params = Record<string, string | undefined>

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * It answers for whatever has no route of its own, so it does not show that its address is
     * known.
     */
    fallback?: boolean
    /** Scripts of any page may read its answers. */
    crossOrigin?: boolean
    /**
     * Throws what GET would for what is not there, or answers itself. Without it, what has an
     * address is there, or only GET may tell, to who is logged in.
     */
    ensureThere?: (request: FastifyRequest, reply: FastifyReply, params: Params) => unknown
  }
}

const preflightSeconds = 86_400

/** Whether a request only reads, and so has no body. */
export function isRead({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD'
}

/**
 * Learns which methods every address takes, from the routes that are registered later. Then OPTIONS
 * tells them, and any other method is refused with them: for what GET would find, and also where
 * GET would find it. Routes that are open to other origins get the headers for it, also on errors.
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
    // The same object that a later hook may still add to.
    route.config ??= {}
    const { config } = route
    if (config.crossOrigin) route.onRequest = [openToAll, route.onRequest ?? []].flat()
    urls.add(url)
    const given = [route.method].flat() as HTTPMethod[]
    // Of a GET at a prefix with a slash Fastify tells only the HEAD that comes with it.
    for (const method of given.includes('HEAD') ? ['GET' as const, ...given] : given) {
      if (router.hasRoute(method, url)) continue
      methods.add(method)
      router.on(method, url, () => {}, config)
    }
  })

  /**
   * What is known of an address: its methods, none where it is unknown, and whether other origins
   * may use them.
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
      crossOrigin: taking.some(({ crossOrigin }) => crossOrigin),
      reading: taking.find(({ method }) => method === 'GET'),
    }
  }

  /** A hook for requests whose method no route takes. An unknown address is left to the handler. */
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

  /** Call it when every route is registered; `notFound` answers for addresses that are unknown. */
  async function answerOthers(
    notFound: (request: FastifyRequest, reply: FastifyReply) => unknown,
  ): Promise<void> {
    // The handler of a fallback would say that there is no such thing, where there is one for
    // another method.
    complete = true
    for (const url of urls) {
      const shadowed = [...methods].filter(
        method => router.find(method, url)?.store.fallback && !router.hasRoute(method, url),
      )
      // HEAD comes with GET.
      const refused = shadowed.filter(method => method !== 'HEAD')
      if (refused.length > 0)
        app.route({ method: refused, url, onRequest: answer, schema: { hide: true }, handler: () => {} })
    }
    await app.register(async scope => {
      // Before a body is read, of a kind that perhaps nothing here takes.
      scope.addHook('onRequest', answer)
      scope.setNotFoundHandler(notFound)
    })
  }

  return { answerOthers }
}

async function openToAll(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('access-control-allow-origin', '*')
}
