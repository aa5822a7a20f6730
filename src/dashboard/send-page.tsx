import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Config } from '../config.js'
import type { AssetAddresses } from './assets.js'
import { ViewContext } from './view.js'

/** Answers with a page: what it shows is escaped by the rendering. */
export type SendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: VNode,
  status?: number,
) => FastifyReply

export function pageSender(config: Pick<Config, 'baseUrl' | 'demo'>, assets: AssetAddresses): SendPage {
  return (request, reply, page, status = 200) => {
    const view = {
      viewer: request.viewer,
      path: request.url,
      baseUrl: config.baseUrl,
      csrfToken: reply.generateCsrf(),
      assets,
      demo: config.demo,
    }
    const html = renderToString(<ViewContext.Provider value={view}>{page}</ViewContext.Provider>)
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(`<!doctype html>${html}`)
  }
}
