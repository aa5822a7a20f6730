import type { FastifyReply, FastifyRequest } from 'fastify'
import { asksForJson } from '../../api/accept.js'
import { rootCause } from '../../errors.js'
import type { PublicLink } from '../../stats/public-link.js'
import type { PublicContext } from './context.js'
import { type Lead, LinkPage } from './link-page.js'
import { keptShortly, notKept, sendPublic } from './send.js'

/**
 * Answers `/{slug}+` with a page: where the link leads, and its numbers if it is public. As JSON,
 * only where it leads.
 */
export function showLink(ctx: PublicContext) {
  return async (request: FastifyRequest, reply: FastifyReply, lead: Lead): Promise<FastifyReply> => {
    if (asksForJson(request)) return reply.headers({ 'cache-control': notKept, vary: 'accept' }).send(lead)
    const report = await readReport(ctx, lead.slug)
    const caching = report === null ? notKept : keptShortly
    return sendPublic(ctx, request, reply, <LinkPage lead={lead} report={report} />, { caching })
  }
}

/** Where a link leads is in memory, so the page does not wait for a slow database. */
async function readReport({ reports, log }: PublicContext, slug: string): Promise<PublicLink | null> {
  try {
    return await reports.link(slug)
  } catch (error) {
    log.warn({ err: rootCause(error) }, 'the public numbers of a link could not be read')
    return null
  }
}
