import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import type { StoredLink } from '../links/find.js'
import { allHits, type Hit, type HitKind, hitColumns } from '../stats/hits.js'
import { csvLine } from './csv.js'

/** Streams all hits of a link as a CSV file. */
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

/** Hits as CSV (RFC 4180) with a header line, page by page. */
export async function* hitsCsv(pages: AsyncIterable<Hit[]>): AsyncGenerator<string> {
  yield csvLine(hitColumns)
  for await (const hits of pages) {
    yield hits.map(hit => csvLine(hitColumns.map(column => hit[column]))).join('')
  }
}
