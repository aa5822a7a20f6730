import type { FastifyReply, FastifyRequest } from 'fastify'
import { asksForJson } from '../../api/accept.js'
import { openToAll } from '../../api/methods.js'
import { rootCause } from '../../errors.js'
import { entityTag, matchesTag } from '../../headers.js'
import type { PublicLink } from '../../stats/public-link.js'
import type { PublicContext } from './context.js'
import { linkData } from './link-data.js'
import { type Lead, LinkPage } from './link-page.js'
import { keptShortly, notKept, sendPublic } from './send.js'

/** Answers `/{slug}+`: where the link leads, and its numbers if it is public. */
export function showLink(ctx: PublicContext) {
  return async (request: FastifyRequest, reply: FastifyReply, lead: Lead): Promise<FastifyReply> => {
    const report = await readReport(ctx, lead.slug)
    const caching = report === null ? notKept : keptShortly
    if (asksForJson(request)) {
      await openToAll(request, reply)
      const data = JSON.stringify(linkData(lead, report))
      const etag = entityTag(data)
      reply.headers({ 'cache-control': caching, vary: 'accept', etag })
      if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(data)
    }
    return sendPublic(ctx, request, reply, <LinkPage lead={lead} report={report} />, { caching })
  }
}

/** Where a link leads is in memory, so the page does not wait for a slow database. */
async function readReport({ reports, log }: PublicContext, slug: string): Promise<PublicLink | null> {
  try {
    return await reports.link(slug)
  } catch (error) {
    log.warn({ err: rootCause(error) }, 'The public numbers of a link could not be read.')
    return null
  }
}
