import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LinkGone } from '../errors.js'
import type { CachedLink } from '../links/load.js'
import { whyGone } from '../links/why-gone.js'

/** Names and values by turns. */
export type Headers = readonly string[]

/** Throws LinkGone for a link that does not redirect. */
export function checkRedirects(link: CachedLink, now: Date): void {
  const reason = whyGone(link, now)
  if (reason !== null) throw new LinkGone({ slug: link.slug, reason })
}

/** Redirects a visitor who came by a route. */
export function sendRedirect(request: FastifyRequest, reply: FastifyReply, link: CachedLink): void {
  redirectTo(reply.raw, link.forwardQuery ? withQuery(link.url, request.raw.url ?? '') : link.url)
  reply.hijack()
}

/**
 * Redirects a visitor, bypassing Fastify's reply, which costs as much as the rest of a redirect.
 * Throws if the location is no valid header. No cookie and no Referrer-Policy: the target may learn
 * where its visitors come from.
 */
export function redirectTo(response: ServerResponse, location: string, ownHeaders: Headers = []): void {
  response.writeHead(302, headersTo(location, ownHeaders))
  response.end()
}

/** The same answer as it goes over a connection; `location` has only printable characters. */
export function redirectText(location: string, ownHeaders: Headers, at: Date, connection: Headers): string {
  const headers = [...headersTo(location, ownHeaders), 'Date', httpDate(at), ...connection]
  let text = 'HTTP/1.1 302 Found\r\n'
  for (let n = 0; n < headers.length; n += 2) text += `${headers[n]}: ${headers[n + 1]}\r\n`
  return `${text}\r\n`
}

/** One after the other, because joining two objects takes as long as sending the answer. */
function headersTo(location: string, ownHeaders: Headers): string[] {
  return ['Location', location, 'Cache-Control', 'no-store', 'Content-Length', '0', ...ownHeaders]
}

let dateSecond = 0
let dateText = ''

/** Written once in a second. */
function httpDate(at: Date): string {
  const second = Math.floor(at.getTime() / 1_000)
  if (second !== dateSecond) {
    dateSecond = second
    dateText = at.toUTCString()
  }
  return dateText
}

/**
 * Whether the browser asks only because somebody might follow the link. Only `Sec-Purpose` is a
 * promise that it asks again: older headers are not.
 */
export function isPrefetch({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const purpose = headers['sec-purpose']
  return typeof purpose === 'string' && /(?<![\w-])prefetch(?![\w-])/i.test(purpose)
}

/**
 * Declines to redirect a browser that loads ahead: with a redirect at hand, it would follow that
 * when somebody clicks, and the click would never get here.
 */
export function declinePrefetch(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(503, { 'Cache-Control': 'no-store', 'Content-Length': 0 }).end()
}

/** The target with the request's query added; the target's own query comes first. */
export function withQuery(target: string, requestUrl: string): string {
  const begin = requestUrl.indexOf('?')
  const query = begin === -1 ? '' : requestUrl.slice(begin + 1)
  if (query === '') return target
  const hash = target.indexOf('#')
  const address = hash === -1 ? target : target.slice(0, hash)
  const fragment = hash === -1 ? '' : target.slice(hash)
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment}`
}
