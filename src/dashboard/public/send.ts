import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { publicPageHeaders } from '../../headers.js'
import { renderPage } from '../render-page.js'
import type { PublicContext } from './context.js'

/** Cache-Control of a page that is the same for everybody, and of one that must not be kept. */
export const keptShortly = 'private, max-age=30'
export const notKept = 'no-store'

/** The headers of a public page. */
export function publicHeaders(caching: string): Record<string, string> {
  return {
    ...publicPageHeaders,
    'cache-control': caching,
    vary: 'accept',
    'content-type': 'text/html; charset=utf-8',
  }
}

/** A page as text, without login and cookies. */
export function renderPublic(
  { config: { baseUrl, demo }, now, assets }: Pick<PublicContext, 'config' | 'now' | 'assets'>,
  path: string,
  page: VNode,
): string {
  return renderPage(page, { viewer: null, path, baseUrl, csrfToken: '', now: now(), assets, demo })
}

/** Answers with a public page. */
export function sendPublic(
  ctx: Pick<PublicContext, 'config' | 'now' | 'assets'>,
  request: FastifyRequest,
  reply: FastifyReply,
  page: VNode,
  { status = 200, caching = notKept }: { status?: number; caching?: string } = {},
): FastifyReply {
  return reply
    .code(status)
    .headers(publicHeaders(caching))
    .send(renderPublic(ctx, request.url, page))
}
