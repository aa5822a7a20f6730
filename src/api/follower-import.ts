import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { maxHistoryLines, readHistory } from '../accounts/history-csv.js'
import { importHistory } from '../accounts/import-history.js'
import type { Unasked } from '../context.js'
import { mostFileBytes } from '../imports/archive-files.js'
import { asked } from './asked.js'
import { takeBodies } from './bodies.js'
import type { Check } from './formats.js'
import { problems } from './problems.js'

const handlerTimeout = 60_000
const whole = Type.Integer()

/** Imports follower histories as CSV. */
export function followerImportRoutes(
  ctx: Unasked,
  { checks }: { checks: Record<string, Check> },
): FastifyPluginAsyncTypebox {
  return async app => {
    takeBodies(app, ['csv'], mostFileBytes)

    app.post(
      '/followers/import',
      {
        config: { needs: 'accounts' },
        bodyLimit: mostFileBytes,
        handlerTimeout,
        schema: {
          tags: ['Accounts'],
          operationId: 'importFollowers',
          summary: 'Import follower counts',
          description:
            'handle,date,followers as text/csv, all or nothing; a date is an ISO 8601 day or time. Unknown accounts are ' +
            `made. At most 10 MB and ${maxHistoryLines} lines.`,
          consumes: ['text/csv'],
          body: HistoryBody,
          querystring: ImportQuery,
          response: { 200: ImportSchema, ...problems(409) },
        },
      },
      request => {
        const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const history = readHistory(file, time => checks.past?.(time) ?? null)
        return importHistory(asked(ctx, request), history, request.query)
      },
    )
  }
}

const HistoryBody = Type.Unsafe<Buffer | undefined>({
  // The file is read as bytes; only the document shows it as a text.
  shown: {
    type: 'string',
    title: 'FollowerHistory',
    description: 'A header line, and one line for each count.',
    examples: ['handle,date,followers\n@me,2026-01-31,500\n'],
  },
})

const ImportQuery = Type.Object(
  { dryRun: Type.Boolean({ default: false, description: 'Only says what the import would do.' }) },
  { additionalProperties: false },
)

const ImportSchema = Type.Object(
  {
    dryRun: Type.Boolean(),
    accounts: Type.Object({ new: whole, known: whole }),
    snapshots: Type.Object({ new: whole, changed: whole, unchanged: whole }),
    tweetsCorrected: Type.Integer({ description: 'Tweets whose follower count changed.' }),
  },
  { title: 'FollowerImport', description: 'What the import did, or would do.' },
)
