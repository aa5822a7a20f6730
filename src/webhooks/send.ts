import { and, eq, gt, isNull, lte } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Database, Queryable } from '../db/connect.js'
import { describe } from '../db/errors.js'
import { webhookDeliveries, webhooks } from '../db/schema.js'
import { storable } from '../typed/storable.js'
import type { Claimed } from './claim.js'
import { testType } from './events.js'
import { type Answer, type Limits, post } from './post.js'
import type { Reach } from './reach.js'
import { disabledAfterMs, nextAttempt } from './schedule.js'
import { signedHeaders } from './secret.js'

export interface SendContext {
  db: Database
  log: Pick<Logger, 'warn'>
  now: () => Date
  /** From 0 to 1. */
  chance: () => number
  reach: Reach
  limits: Limits
}

/** After an outage this long, what waits is sent at once, not at the end of its own wait. */
const outageMs = 60_000

interface Outcome {
  at: Date
  durationMs: number
  status: number | null
  text: string | null
  /** Null for a success. */
  problem: string | null
}

/** Sends a claimed message and stores how that went. If the signal aborts, it stays to be sent. */
export async function send(ctx: SendContext, claimed: Claimed, signal: AbortSignal): Promise<void> {
  const { messageId: id, body, url, secrets } = claimed
  const at = ctx.now()
  const begin = performance.now()
  const headers = signedHeaders({ id, at, body }, secrets)
  const told = await post({ url, headers, body }, { ...ctx, signal }).then(
    answer => ({ status: answer.status, text: answer.text, problem: problemOf(answer) }),
    (error: unknown) => ({ status: null, text: null, problem: describe(error) }),
  )
  const outcome = { at, durationMs: Math.round(performance.now() - begin), ...told }
  if (signal.aborted && outcome.problem !== null) return release(ctx.db, claimed)
  await ctx.db.transaction(tx => store(ctx, tx, claimed, outcome))
}

function problemOf({ status, location }: Answer): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400 && location !== null)
    return `It answered ${status}, a redirect to ${location}. Redirects are not followed: give the address itself.`
  return `It answered ${status}.`
}

/** The delivery, if this claim of it is still in force. */
function own({ id, until }: Claimed) {
  return and(
    eq(webhookDeliveries.id, id),
    eq(webhookDeliveries.claimedUntil, until),
    eq(webhookDeliveries.status, 'waiting'),
  )
}

async function release(db: Database, claimed: Claimed): Promise<void> {
  await db.update(webhookDeliveries).set({ claimedUntil: null }).where(own(claimed))
}

async function store(ctx: SendContext, tx: Queryable, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { at, durationMs, status, text, problem } = outcome
  const attempts = claimed.attempts + 1
  const isTest = claimed.type === testType
  const now = ctx.now()
  const next =
    problem === null || isTest
      ? null
      : nextAttempt({ attempts, queuedAt: claimed.queuedAt }, { now, chance: ctx.chance() })
  const stored = await tx
    .update(webhookDeliveries)
    .set({
      status: problem === null ? 'delivered' : next === null ? 'failed' : 'waiting',
      ...(next !== null && { dueAt: next }),
      ...{ attempts, attemptedAt: at, durationMs, responseStatus: status, claimedUntil: null },
      ...{ response: storable(text), problem: storable(problem) },
    })
    .where(own(claimed))
    .returning({ id: webhookDeliveries.id })
  // Another node has it, or somebody has deleted it.
  if (stored.length === 0 || isTest) return
  if (problem === null) await succeeded(tx, claimed, now)
  else await failed(ctx, tx, claimed, { now, isGone: status === 410 })
}

/** Ends an outage. What failed in it is due now; a message that fails alone is no outage. */
async function succeeded(tx: Queryable, { webhookId }: Claimed, now: Date): Promise<void> {
  const [before] = await tx
    .select({ since: webhooks.failingSince })
    .from(webhooks)
    .where(eq(webhooks.id, webhookId))
  if (!before?.since) return
  await tx.update(webhooks).set({ failingSince: null }).where(eq(webhooks.id, webhookId))
  if (now.getTime() - before.since.getTime() < outageMs) return
  await tx
    .update(webhookDeliveries)
    .set({ dueAt: now })
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.status, 'waiting'),
        gt(webhookDeliveries.dueAt, now),
      ),
    )
}

async function failed(
  { log }: SendContext,
  tx: Queryable,
  { webhookId, url }: Claimed,
  { now, isGone }: { now: Date; isGone: boolean },
): Promise<void> {
  const ofIt = eq(webhooks.id, webhookId)
  await tx
    .update(webhooks)
    .set({ failingSince: now })
    .where(and(ofIt, isNull(webhooks.failingSince)))
  const long = new Date(now.getTime() - disabledAfterMs)
  const disabled = await tx
    .update(webhooks)
    .set({ enabled: false, disabledReason: isGone ? 'gone' : 'failing' })
    .where(and(ofIt, eq(webhooks.enabled, true), isGone ? undefined : lte(webhooks.failingSince, long)))
    .returning({ id: webhooks.id })
  if (disabled.length > 0) {
    const why = isGone ? 'it answered 410 Gone' : 'nothing succeeded for five days'
    log.warn({ webhook: webhookId, host: new URL(url).host }, `A webhook was disabled: ${why}.`)
  }
}
