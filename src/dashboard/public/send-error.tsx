import type { FastifyReply, FastifyRequest } from 'fastify'
import { asksForJson, isForPrograms } from '../../api/accept.js'
import { beginError, sendProblem } from '../../api/problem.js'
import type { ServiceError } from '../../errors.js'
import { ErrorPage } from '../error-page.js'
import type { PublicContext } from './context.js'
import { notKept, publicHeaders, renderPublic, sendPublic } from './send.js'

type Pages = Pick<PublicContext, 'config' | 'now' | 'assets'>

/** An error page with its headers, for when there is no request object to answer. */
export function errorPage(ctx: Pages, error: ServiceError): [headers: Record<string, string>, page: string] {
  return [publicHeaders(notKept), renderPublic(ctx, '/', <ErrorPage error={error} />)]
}

/**
 * Answers with an error: a page for people, a problem for programs and anybody else who asks for
 * JSON.
 */
export function sendError(
  ctx: Pages,
  request: FastifyRequest,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  if (isForPrograms(request)) return sendProblem(ctx.config, request, reply, error)
  reply.headers({ 'cache-control': 'no-store', vary: 'accept' })
  if (asksForJson(request)) return sendProblem(ctx.config, request, reply, error)
  return sendPublic(ctx, request, beginError(request, reply, error), <ErrorPage error={error} />, {
    status: error.status,
  })
}
