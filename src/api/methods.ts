import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import findMyWay, { type Config, type HTTPMethod, type HTTPVersion } from 'find-my-way'
import { MethodNotAllowed } from '../errors.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It answers for whatever has no route of its own, so it does not show that its address is known. */
    fallback?: boolean
    /** Scripts of any page may read its answers. */
    crossOrigin?: boolean
  }
}

const preflightSeconds = 86_400

/**
 * Learns which methods every address takes, from the routes that are registered later. Then OPTIONS tells them, and any
 * other method is refused with them. Routes that are open to other origins get the headers for it, also on errors.
 */
export function learnMethods(app: FastifyInstance, routerOptions: Config<HTTPVersion.V1>) {
  const router = findMyWay(routerOptions)
  const methods = new Set<HTTPMethod>()
  const urls = new Set<string>()
  let complete = false

  app.addHook('onRoute', route => {
    if (complete) return
    const { url, config = {} } = route
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

  /** The methods that an address takes, and whether other origins may use them; none where the address is unknown. */
  function methodsAt(address: string): { allow: string[]; crossOrigin: boolean } {
    const found = [...methods].flatMap(method => {
      const config = router.find(method, address)?.store as FastifyContextConfig | undefined
      return config ? [{ method, ...config }] : []
    })
    const own = found.filter(({ fallback }) => !fallback)
    const taking = own.length > 0 ? own : found
    const allow = taking.map(({ method }) => method)
    return {
      allow: allow.length === 0 || allow.includes('OPTIONS') ? allow : [...allow, 'OPTIONS'],
      crossOrigin: taking.some(({ crossOrigin }) => crossOrigin),
    }
  }

  /** A hook for requests whose method no route takes. An unknown address is left to the handler. */
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { allow, crossOrigin } = methodsAt(request.raw.url ?? '')
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
    // The handler of a fallback would say that there is no such thing, where there is one for another method.
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
