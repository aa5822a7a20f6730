import { asc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { webhooks } from '../db/schema.js'
import { WebhookNotFound } from '../errors.js'
import type { EventType } from './events.js'

export type StoredWebhook = typeof webhooks.$inferSelect

/** A webhook as the API shows it, without its secret. Times in ISO 8601. */
export interface Webhook {
  id: number
  url: string
  events: EventType[]
  clicksThresholds: number[]
  influenceThresholds: number[]
  summaryTime: string
  summaryTimezone: string
  enabled: boolean
  /** Why the service disabled it; null if it did not. */
  disabledReason: 'gone' | 'failing' | null
  /** Since when nothing was delivered, though it was tried; null after a success. */
  failingSince: string | null
  /** Until when the former secret signs as well. */
  formerSecretEndsAt: string | null
  /** Deliveries still to be sent. */
  waiting: number
  createdAt: string
}

const waiting = sql<number>`(select count(*) from webhook_deliveries d
  where d.webhook_id = webhooks.id and d.status = 'waiting')`.mapWith(Number)

/** All of them, oldest first. */
export async function listWebhooks(db: Queryable): Promise<Webhook[]> {
  const rows = await db.select({ hook: webhooks, waiting }).from(webhooks).orderBy(asc(webhooks.id))
  return rows.map(show)
}

/** Throws WebhookNotFound, also for what is no id. */
export async function readWebhook(db: Queryable, id: string): Promise<Webhook> {
  const [row] = await db
    .select({ hook: webhooks, waiting })
    .from(webhooks)
    .where(eq(webhooks.id, idOf(id)))
  if (row === undefined) throw new WebhookNotFound({ id })
  return show(row)
}

/** Locked until the end of the transaction. Throws WebhookNotFound. */
export async function lockWebhook(tx: Queryable, id: string): Promise<StoredWebhook> {
  const [row] = await tx
    .select()
    .from(webhooks)
    .where(eq(webhooks.id, idOf(id)))
    .for('update')
  if (row === undefined) throw new WebhookNotFound({ id })
  return row
}

/** The id in an address; 0, which nothing has, for what is no id. */
export function idOf(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0
}

function show({ hook, waiting }: { hook: StoredWebhook; waiting: number }): Webhook {
  const { id, url, clicksThresholds, influenceThresholds, summaryTime, summaryTimezone } = hook
  return {
    ...{ id, url, events: hook.events as EventType[], clicksThresholds, influenceThresholds },
    ...{ summaryTime, summaryTimezone, enabled: hook.enabled, disabledReason: hook.disabledReason },
    failingSince: hook.failingSince?.toISOString() ?? null,
    formerSecretEndsAt: hook.formerSecretEndsAt?.toISOString() ?? null,
    waiting,
    createdAt: hook.createdAt.toISOString(),
  }
}
