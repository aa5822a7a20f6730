import type { FastifyReply } from 'fastify'

/** A feature that Shlink has and this service lacks, as a problem in Shlink's format. */
interface Missing {
  name: string
  title: string
  detail: string
}

export const noMercure: Missing = {
  name: 'mercure-not-configured',
  title: 'Mercure integration not configured',
  detail: 'There is no Mercure hub here.',
}

export const noDeletedVisits: Missing = {
  name: 'not-implemented',
  title: 'Visits cannot be deleted',
  detail: 'Visits cannot be deleted here: the numbers of a link stay with it.',
}

export const tooManyVisits: Missing = {
  name: 'not-implemented',
  title: 'Too many visits',
  detail: 'These links have too many visits to list them together; ask for those of each link.',
}

export function missing(reply: FastifyReply, { name, ...rest }: Missing): FastifyReply {
  const body = { type: `https://shlink.io/api/error/${name}`, ...rest, status: 501 }
  return reply.code(501).type('application/problem+json; charset=utf-8').send(JSON.stringify(body))
}
