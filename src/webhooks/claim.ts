import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { testType } from './events.js'

/** Longer than an attempt can take. After it, another node may send it. */
const claimMs = 30_000

/** A message to send now, and where to. */
export interface Claimed {
  id: number
  webhookId: number
  messageId: string
  type: string
  body: string
  /** Attempts so far. */
  attempts: number
  queuedAt: Date
  /** Names this claim. */
  until: Date
  url: string
  /** In force now; the newest first. */
  secrets: string[]
}

/**
 * The condition that the delivery `d` of the webhook `w` is to be sent now: nobody is sending it,
 * and nothing earlier about its link waits. A disabled webhook can be tested.
 */
function isDue(now: Date): SQL {
  const at = sql`${now.toISOString()}::timestamptz`
  return sql`d.status = 'waiting' and d.due_at <= ${at} and (d.claimed_until is null or d.claimed_until <= ${at})
    and (w.enabled or d.type = ${testType})
    and not exists (select from webhook_deliveries e where e.webhook_id = d.webhook_id and e.link_id = d.link_id
      and e.status = 'waiting' and e.id < d.id)`
}

/** The webhooks that have something to send now. */
export async function dueWebhooks(db: Queryable, now: Date): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select w.id::float8 as id from webhooks w
    where exists (select from webhook_deliveries d where d.webhook_id = w.id and ${isDue(now)})`)
  return rows.map(({ id }) => id)
}

/** The oldest message of a webhook that is to be sent now, for this node alone; null if none is. */
export async function claim(db: Queryable, webhookId: number, now: Date): Promise<Claimed | null> {
  const until = new Date(now.getTime() + claimMs)
  const [row] = await db.execute<{
    id: number
    message: string
    type: string
    body: string
    attempts: number
    queued: number
    url: string
    secret: string
    former: string | null
  }>(sql`
    update webhook_deliveries as c set claimed_until = ${until.toISOString()}::timestamptz
    from webhooks as h
    where h.id = c.webhook_id and c.id = (
      select d.id from webhook_deliveries d join webhooks w on w.id = d.webhook_id
      where w.id = ${webhookId}::bigint and ${isDue(now)}
      order by d.id limit 1 for update of d skip locked)
    returning c.id::float8 as id, c.message_id as message, c.type, c.body, c.attempts,
      extract(epoch from c.queued_at)::float8 * 1000 as queued, h.url, h.secret,
      case when h.former_secret_ends_at > ${now.toISOString()}::timestamptz then h.former_secret end as former`)
  if (row === undefined) return null
  const { id, message, type, body, attempts, url } = row
  return {
    ...{ id, webhookId, messageId: message, type, body, attempts, until, url },
    queuedAt: new Date(row.queued),
    secrets: row.former === null ? [row.secret] : [row.secret, row.former],
  }
}
