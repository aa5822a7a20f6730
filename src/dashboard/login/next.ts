import type { FastifyInstance } from 'fastify'
import findMyWay from 'find-my-way'

/** Where a login leads without a wish, or with one that cannot be. */
const home = '/app'
/** It leads back to itself, or nowhere. */
const itself = /^\/log(?:in|out)$/

/**
 * Learns the pages that are registered later in this scope. The function tells where to go after a
 * login: to the page of this service that was asked for, for a link to another site must not lead
 * through here, and an address that only takes forms shows nothing.
 */
export function learnPages(app: FastifyInstance): (next: unknown) => string {
  const router = findMyWay({ ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 500 })
  app.addHook('onRoute', ({ method, url, config }) => {
    const isPage = [method].flat().includes('GET') && config?.fallback !== true && !itself.test(url)
    if (isPage && !router.hasRoute('GET', url)) router.on('GET', url, () => {})
  })
  return next => {
    if (typeof next !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return home
    // As browsers read it, which follow its dots.
    const { pathname, search, hash } = new URL(next, 'http://here')
    return router.find('GET', pathname) ? pathname + search + hash : home
  }
}
