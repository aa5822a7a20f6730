import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { allExports, type ExportName, exportNames } from '../exports/all.js'
import type { Cell, Export, ExportContext, ExportSpan, Row } from '../exports/export.js'
import { asked } from './asked.js'
import { csvLine } from './csv.js'
import { Moment, momentOf } from './moment.js'

/** How a file is written, and what it is called then. */
export const exportFormats = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]
const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/** Everything that a key sees, as files to take along. */
export function exportRoutes(ctx: Pick<Context, 'db' | 'config' | 'now'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/exports/:what',
      {
        schema: {
          tags: ['Files'],
          operationId: 'exportAll',
          summary: 'All links, tweets, accounts, follower counts or hits as a file',
          description:
            'However many they are, they come as they are read. Each can be imported again by `importLinks`, here or in ' +
            'another Fivehundred: accounts, links, tweets, followers, clicks, in this order. What was deleted is left out, ' +
            'but for the hits of deleted links.',
          params: Type.Object({
            what: Type.Unsafe<ExportName>({ type: 'string', enum: exportNames, examples: ['links'] }),
          }),
          querystring: ExportQuery,
          response: {
            200: {
              description: 'A header line and one line for each, or a line of JSON for each.',
              content: {
                'text/csv': {
                  schema: Type.String({
                    description:
                      'Cells that a spreadsheet would take for a formula begin with an apostrophe, handles come without @, ' +
                      'lists have | between their entries, and \\ before a | or \\ in one.',
                  }),
                },
                'application/x-ndjson': { schema: Type.String() },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const { what } = request.params
        const { format, from, to } = request.query
        const span = { from: momentOf(from), to: momentOf(to) }
        return sendExport(asked(ctx, request), request, reply, { what, format, span })
      },
    )
  }
}

/** Streams an export as a file. The first rows are read before the first byte is sent. */
export async function sendExport(
  ctx: ExportContext,
  { method }: Pick<FastifyRequest, 'method'>,
  reply: FastifyReply,
  { what, format, span = {} }: { what: ExportName; format: ExportFormat; span?: ExportSpan },
) {
  const { columns, pages }: Export = allExports[what]
  const found = pages(ctx, span)
  const first = await found.next()
  reply.header('content-disposition', `attachment; filename="${what}.${format}"`)
  const lines = format === 'csv' ? csv : ndjson
  return reply.type(types[format]).send(Readable.from(method === 'HEAD' ? [] : lines(columns, all())))

  async function* all() {
    if (!first.done) yield first.value
    yield* found
  }
}

async function* csv(columns: readonly string[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const rows of pages)
    yield rows.map(row => csvLine(columns.map(name => cellOf(name, row[name] ?? null)))).join('')
}

async function* ndjson(columns: readonly string[], pages: AsyncIterable<Row[]>): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map(row => `${JSON.stringify(row, [...columns])}\n`).join('')
}

/** A spreadsheet takes the @ for the start of a formula. */
function cellOf(name: string, value: Cell): Exclude<Cell, string[]> {
  if (Array.isArray(value)) return value.map(entry => entry.replace(/[|\\]/g, '\\$&')).join('|')
  return name === 'handle' || name === 'account' ? String(value ?? '').replace(/^@/, '') : value
}

const which = 'by the time of the click, the tweet or the count, or when it was made.'
const ExportQuery = Type.Object(
  {
    format: Type.Unsafe<ExportFormat>({ type: 'string', enum: [...exportFormats], default: 'csv' }),
    from: Moment(`Only what is from this day or time on: ${which}`),
    to: Moment(`Only what is before this day or time: ${which}`, 'from'),
  },
  { additionalProperties: false },
)
