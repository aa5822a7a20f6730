import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { inTime } from '../in-time.js'
import { problems } from './problems.js'
import { Nullable } from './schemas.js'

/** If the database takes longer, it counts as down; the answer does not wait for it. */
const databaseTimeoutMs = 1000
/** An unanswered query is abandoned for a new one after this time. */
const giveUpMs = 5_000
/** States of ingest in which hits wait, or are missing from the numbers. */
const troubled = new Set(['retrying', 'rereading', 'restarting', 'stopped'])
/** Counting stands still when hits wait for this long and none was counted meanwhile. */
const stillMs = 10_000

function standsStill(
  { lagSeconds, lastBatchAt }: ReturnType<Context['ingest']['status']>,
  now: Date,
): boolean {
  return lagSeconds * 1000 >= stillMs && now.getTime() - (lastBatchAt?.getTime() ?? 0) >= stillMs
}

/**
 * Whether redirects and counting work. Always 200 as long as links redirect, which they do even
 * without the database: a load balancer that removed the service because the database is down would
 * make things worse. `status` says more.
 */
export function healthRoutes(
  ctx: Pick<Context, 'now' | 'journal' | 'ingest' | 'losses' | 'droppedLogLines' | 'backups'>,
  ping: () => Promise<boolean>,
): FastifyPluginAsyncTypebox {
  let asking: Promise<boolean> | null = null
  // One query at a time, so that many health checks cannot exhaust the connection pool.
  const databaseAnswers = () => {
    asking ??= inTime(ping(), giveUpMs, () => false).finally(() => {
      asking = null
    })
    return inTime(asking, databaseTimeoutMs, () => false)
  }
  return async app => {
    app.get(
      '/health',
      {
        schema: {
          tags: ['Service'],
          operationId: 'getHealth',
          summary: 'Health',
          description: 'No key is needed.',
          security: [],
          response: { 200: HealthSchema, ...problems(405, 431, 500) },
        },
      },
      async (_request, reply) => {
        const database = (await databaseAnswers()) ? 'up' : 'down'
        const journal = ctx.journal.status()
        const ingest = ctx.ingest.status()
        const { failed } = ctx.backups
        const counts = !troubled.has(ingest.state) && !standsStill(ingest, ctx.now())
        const good = database === 'up' && !journal.unavailable && counts && failed === null
        reply.header('cache-control', 'no-store')
        return {
          status: good ? ('ok' as const) : ('degraded' as const),
          database: database as 'up' | 'down',
          journal: { ...journal },
          ingest: { ...ingest },
          losses: ctx.losses.count(),
          droppedLogLines: ctx.droppedLogLines(),
          backupFailedAt: failed?.at.toISOString() ?? null,
        }
      },
    )
  }
}

const HealthSchema = Type.Object(
  {
    status: Type.Unsafe<'ok' | 'degraded'>({ type: 'string', enum: ['ok', 'degraded'] }),
    database: Type.Unsafe<'up' | 'down'>({ type: 'string', enum: ['up', 'down'] }),
    journal: Type.Object({}, { additionalProperties: true, description: 'State of the journal on disk.' }),
    ingest: Type.Object(
      {},
      { additionalProperties: true, description: 'State of writing clicks to the database.' },
    ),
    losses: Type.Integer({
      description: 'Clicks since the start that could be written neither to disk nor to the database.',
    }),
    droppedLogLines: Type.Integer({
      description: 'Log lines since the start that could not be written.',
    }),
    backupFailedAt: Nullable(
      Type.String({
        format: 'date-time',
        description:
          'When this node last could not write a backup into BACKUP_DIR; null after a good one. The home page tells admins why.',
        examples: [null],
      }),
    ),
  },
  { title: 'Health', description: 'The state of the service.' },
)
