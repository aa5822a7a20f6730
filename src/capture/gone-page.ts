import type { FastifyReply, FastifyRequest } from 'fastify'
import { ServiceError } from '../errors.js'
import { html, page, pageHeaders } from './page.js'

const titles: Record<number, string> = {
  404: 'There is no such link',
  410: 'This link is no more',
  429: 'Too many attempts',
  503: 'Please try again in a moment',
}

/** Whether the request comes from a person's browser rather than a program. */
export function wantsPage(request: Pick<FastifyRequest, 'headers'>): boolean {
  return request.headers.accept?.includes('text/html') === true
}

/**
 * Error handler of the short links: a page for people. What programs get, and errors that are not about the link, is the
 * business of the service's own handler.
 */
export function sendGonePage(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', 'no-store')
  const title = error instanceof ServiceError ? titles[error.status] : undefined
  if (title === undefined || !(error instanceof ServiceError) || !wantsPage(request)) throw error
  return reply
    .code(error.status)
    .headers(pageHeaders)
    .send(page(title, html`<p>${error.message}</p>`))
}
