import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import type { StoredLink } from '../links/find.js'
import { allHits, type HitKind } from '../stats/hits.js'
import { hitsCsv } from './hits-csv.js'

/** Answers with all hits of a link as a CSV file, as they are read. */
export async function sendHits(
  ctx: Pick<Context, 'db'>,
  request: Pick<FastifyRequest, 'method'>,
  reply: FastifyReply,
  { id, slug }: Pick<StoredLink, 'id' | 'slug'>,
  kind: HitKind,
) {
  const hits = await allHits(ctx, id, kind)
  reply.header('content-disposition', `attachment; filename="${slug}-${kind}.csv"`)
  return reply
    .type('text/csv; charset=utf-8')
    .send(Readable.from(request.method === 'HEAD' ? [] : hitsCsv(hits)))
}
