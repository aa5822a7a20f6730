import type { FastifyInstance } from 'fastify'
import findMyWay from 'find-my-way'

/** Where a login leads if no page was asked for, or an invalid one. */
const home = '/app'
/** These lead back to the login, or nowhere. */
const itself = /^\/log(?:in|out)$/

/**
 * Collects the pages registered later in this scope. The returned function decides where to go
 * after a login: only to one of these pages. A redirect to another site would be an open redirect.
 */
export function learnPages(app: FastifyInstance): (next: unknown) => string {
  const router = findMyWay({ ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 500 })
  app.addHook('onRoute', ({ method, url, config }) => {
    const isPage = [method].flat().includes('GET') && config?.fallback !== true && !itself.test(url)
    if (isPage && !router.hasRoute('GET', url)) router.on('GET', url, () => {})
  })
  return next => {
    if (typeof next !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return home
    // Resolves "." and ".." as browsers do.
    const { pathname, search, hash } = new URL(next, 'http://here')
    return router.find('GET', pathname) ? pathname + search + hash : home
  }
}
