import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Context } from '../context.js'
import type { AssetAddresses } from './assets.js'
import { renderPage } from './render-page.js'

/** Answers with a page. */
export type SendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: VNode,
  status?: number,
) => FastifyReply

export function pageSender(
  { config: { baseUrl, demo }, now }: Pick<Context, 'config' | 'now'>,
  assets: AssetAddresses,
): SendPage {
  return (request, reply, page, status = 200) => {
    const { viewer, url: path } = request
    const view = { viewer, path, baseUrl, csrfToken: reply.generateCsrf(), now: now(), assets, demo }
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(renderPage(page, view))
  }
}
