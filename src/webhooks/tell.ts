import { and, arrayContains, eq, sql } from 'drizzle-orm'
import { nanoid } from 'nanoid'
import type { Queryable } from '../db/connect.js'
import { webhookDeliveries, webhooks } from '../db/schema.js'
import type { EventType, testType } from './events.js'

/** Something that happened, about a link or about none; `data` is as the API shows it. */
export interface Happened {
  linkId: number | null
  data: object
}

/**
 * Stores what happened for each webhook that wants events of this type. Call it in the transaction
 * of the change: then none is lost, and none is told that did not happen. For events of one link,
 * the transaction must hold the link's row, so that they are sent in their order.
 */
export async function tell(tx: Queryable, type: EventType, now: Date, all: Happened[]): Promise<void> {
  if (all.length === 0) return
  const listening = await tx
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.enabled, true), arrayContains(webhooks.events, [type])))
  for (const { id } of listening) await queue(tx, id, type, now, all)
}

/** Stores what happened for one webhook. Resolves to the ids of the deliveries, in order. */
export async function queue(
  tx: Queryable,
  webhookId: number,
  type: EventType | typeof testType,
  now: Date,
  all: Happened[],
): Promise<number[]> {
  const rows = all.map(({ linkId, data }) => ({
    message: `msg_${nanoid(24)}`,
    link: linkId,
    body: JSON.stringify({ type, timestamp: now.toISOString(), data }),
  }))
  const at = sql`${now.toISOString()}::timestamptz`
  const made = await tx.execute<{ id: number }>(sql`
    insert into ${webhookDeliveries} (webhook_id, message_id, type, link_id, body, created_at, queued_at, due_at)
    select ${webhookId}::bigint, e.value ->> 'message', ${type}::text, (e.value ->> 'link')::bigint, e.value ->> 'body',
      ${at}, ${at}, ${at}
    from jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb) with ordinality as e (value, n) order by e.n
    returning id::float8 as id`)
  return made.map(({ id }) => id)
}
