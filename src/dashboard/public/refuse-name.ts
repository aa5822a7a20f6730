import type { FastifyReply, FastifyRequest } from 'fastify'
import { NothingPublic } from '../../errors.js'
import type { PublicContext } from './context.js'

/**
 * For a name that shows nothing: answers for the name that was meant, or throws the error to show.
 */
export async function refuseName(
  { lookAgain, countMiss }: Pick<PublicContext, 'lookAgain' | 'countMiss'>,
  request: FastifyRequest,
  reply: FastifyReply,
  within: RegExp,
): Promise<void> {
  if (lookAgain(request, reply, within)) return
  throw (await countMiss(request, reply)) ?? new NothingPublic({ url: request.url })
}
