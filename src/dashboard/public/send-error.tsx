import type { FastifyReply, FastifyRequest } from 'fastify'
import { asksForJson, isForPrograms } from '../../api/accept.js'
import { beginError, sendProblem } from '../../api/problem.js'
import type { ServiceError } from '../../errors.js'
import { ErrorPage } from '../error-page.js'
import type { PublicContext } from './context.js'
import { notKept, publicHeaders, renderPublic, sendPublic } from './send.js'

type Pages = Pick<PublicContext, 'config' | 'now' | 'assets'>

/** The page of an error where there is no request to answer, with its headers. */
export function errorPage(ctx: Pages, error: ServiceError): [headers: Record<string, string>, page: string] {
  return [publicHeaders(notKept), renderPublic(ctx, '/', <ErrorPage error={error} />)]
}

/**
 * Answers with an error: people with a page, programs and who else asks for JSON with a problem.
 */
export function sendError(
  ctx: Pages,
  request: FastifyRequest,
  reply: FastifyReply,
  error: ServiceError,
): FastifyReply {
  if (isForPrograms(request)) return sendProblem(request, reply, error)
  reply.headers({ 'cache-control': 'no-store', vary: 'accept' })
  if (asksForJson(request)) return sendProblem(request, reply, error)
  return sendPublic(ctx, request, beginError(request, reply, error), <ErrorPage error={error} />, {
    status: error.status,
  })
}
