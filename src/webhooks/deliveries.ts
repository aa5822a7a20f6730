import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { webhookDeliveries } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { dayMs } from '../durations.js'
import { DeliveryNotFound } from '../errors.js'
import { testType } from './events.js'
import { idOf, lockWebhook, readWebhook } from './find.js'
import { queue } from './tell.js'

export const deliveryStatuses = ['waiting', 'delivered', 'failed'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** A message to a webhook and how sending it went, as the API shows it. Times in ISO 8601. */
export interface Delivery {
  id: number
  messageId: string
  type: string
  status: DeliveryStatus
  attempts: number
  createdAt: string
  /** When it is sent next; null if it is not. */
  nextAttemptAt: string | null
  attemptedAt: string | null
  durationMs: number | null
  responseStatus: number | null
  response: string | null
  problem: string | null
  body: string
}

export type DeliveriesPage = Page<Delivery>

/** How long the log keeps them, delivered or not. */
const keptMs = 30 * dayMs

export const deliveryPages = pagesOf('deliveries', 'integer')

/** A webhook's deliveries, newest first. Throws WebhookNotFound or InvalidInput. */
export async function listDeliveries(
  { db }: Pick<Context, 'db'>,
  id: string,
  { status, ...query }: PageQuery & { status?: DeliveryStatus | undefined },
): Promise<Page<Delivery>> {
  const { id: webhookId } = await readWebhook(db, id)
  const { after, atMost, cut } = deliveryPages.open(query, { webhookId, status: status ?? null })
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        status && eq(webhookDeliveries.status, status),
        after === undefined ? undefined : lt(webhookDeliveries.id, after),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(atMost)
  return cut(rows.map(show), delivery => delivery.id)
}

/** Sends an event of its own, once, also if the webhook is disabled. Throws WebhookNotFound. */
export async function testWebhook({ db, now }: Pick<Context, 'db' | 'now'>, id: string): Promise<Delivery> {
  return transact(db, async tx => {
    const { id: webhookId } = await lockWebhook(tx, id)
    const data = { message: 'This is a test.' }
    const [made = 0] = await queue(tx, webhookId, testType, now(), [{ linkId: null, data }])
    return find(tx, webhookId, String(made))
  })
}

/**
 * Sends a message once more, under the same id, and tries as long as for a new one. One that waits
 * is due at once. Throws WebhookNotFound or DeliveryNotFound.
 */
export async function repeatDelivery(
  { db, now }: Pick<Context, 'db' | 'now'>,
  id: string,
  deliveryId: string,
): Promise<Delivery> {
  return transact(db, async tx => {
    const { id: webhookId } = await lockWebhook(tx, id)
    const found = await find(tx, webhookId, deliveryId)
    await tx
      .update(webhookDeliveries)
      .set({ status: 'waiting', queuedAt: now(), dueAt: now(), attempts: 0 })
      .where(eq(webhookDeliveries.id, found.id))
    return find(tx, webhookId, deliveryId)
  })
}

/** Deletes what is older than the log keeps. Resolves to how many. */
export async function forgetDeliveries(db: Queryable, now: Date): Promise<number> {
  const rows = await db.execute(sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries
      where created_at < ${new Date(now.getTime() - keptMs).toISOString()}::timestamptz limit 1000)
    returning id`)
  return rows.length
}

async function find(tx: Queryable, webhookId: number, id: string): Promise<Delivery> {
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.id, idOf(id))))
  if (row === undefined) throw new DeliveryNotFound({ id })
  return show(row)
}

function show(row: typeof webhookDeliveries.$inferSelect): Delivery {
  const { id, messageId, type, status, attempts, durationMs, responseStatus, response, problem, body } = row
  return {
    ...{ id, messageId, type, status, attempts, createdAt: row.createdAt.toISOString() },
    nextAttemptAt: status === 'waiting' ? row.dueAt.toISOString() : null,
    attemptedAt: row.attemptedAt?.toISOString() ?? null,
    ...{ durationMs, responseStatus, response, problem, body },
  }
}
