import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { csvLine } from '../../api/csv.js'

type Line<Column extends string> = Record<Column, string | number | boolean | null> & { handle: string }

/** Sends accounts as a CSV file with a header line, page by page; ratios are 0 to 1. */
export function sendAccounts<Column extends string>(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    name,
    columns,
    pages,
  }: { name: string; columns: readonly Column[]; pages: AsyncIterable<Line<Column>[]> },
) {
  reply.header('content-disposition', `attachment; filename="${name}.csv"`)
  const csv = request.method === 'HEAD' ? [] : accountsCsv(columns, pages)
  return reply.type('text/csv; charset=utf-8').send(Readable.from(csv))
}

async function* accountsCsv<Column extends string>(
  columns: readonly Column[],
  pages: AsyncIterable<Line<Column>[]>,
): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const accounts of pages) {
    // Without the @, which a spreadsheet takes for the start of a formula.
    const plain = accounts.map(account => ({ ...account, handle: account.handle.slice(1) }))
    yield plain.map(account => csvLine(columns.map(column => account[column]))).join('')
  }
}
