import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { inTime } from '../in-time.js'

/** A database that takes longer counts as down; the answer does not wait for it. */
const databaseTimeoutMs = 1000
/** A question without an answer is given up for a new one. */
const giveUpMs = 5_000
/** States of ingest in which clicks wait, or figures lack some. */
const troubled = new Set(['retrying', 'rereading', 'restarting', 'stopped'])

/**
 * Whether redirects and counting work. Always 200 as long as links redirect, which they do without
 * the database too: a balancer that took the service out for a database that is down would make it
 * worse. `status` tells the rest.
 */
export function healthRoutes(
  ctx: Pick<Context, 'journal' | 'ingest' | 'losses' | 'droppedLogLines'>,
  ping: () => Promise<boolean>,
): FastifyPluginAsyncTypebox {
  let asking: Promise<boolean> | null = null
  // One question at a time, so that many who ask cannot fill the pool of connections.
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
          summary: 'Health',
          description: 'No key is needed.',
          response: { 200: HealthSchema },
        },
      },
      async (_request, reply) => {
        const database = (await databaseAnswers()) ? 'up' : 'down'
        const journal = ctx.journal.status()
        const ingest = ctx.ingest.status()
        const good = database === 'up' && !journal.unavailable && !troubled.has(ingest.state)
        reply.header('cache-control', 'no-store')
        return {
          status: good ? ('ok' as const) : ('degraded' as const),
          database: database as 'up' | 'down',
          journal: { ...journal },
          ingest: { ...ingest },
          losses: ctx.losses.count(),
          droppedLogLines: ctx.droppedLogLines(),
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
      { additionalProperties: true, description: 'State of the way into the database.' },
    ),
    losses: Type.Integer({ description: 'Clicks that neither disk nor database took since the start.' }),
    droppedLogLines: Type.Integer({
      description: 'Lines of the log that could not be written since the start.',
    }),
  },
  { description: 'The state of the service.' },
)
