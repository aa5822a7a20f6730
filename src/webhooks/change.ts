import { eq, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { webhookDeliveries, webhookMarks, webhooks } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { dayMs } from '../durations.js'
import { type FieldProblem, InvalidInput } from '../errors.js'
import { trim } from '../typed/trim.js'
import type { EventType } from './events.js'
import { lockWebhook, readWebhook, type StoredWebhook, type Webhook } from './find.js'
import { watch } from './looks.js'
import { reachOf } from './reach.js'
import { newSecret } from './secret.js'

type Needs = Pick<Context, 'db' | 'config' | 'now'>

/** What somebody decides about a webhook; the API's schema describes each field. */
export interface WebhookFields {
  url: string
  events: EventType[]
  clicksThresholds: number[]
  influenceThresholds: number[]
  summaryTime: string
  summaryTimezone: string
  enabled: boolean
}
export type NewWebhook = Pick<WebhookFields, 'url' | 'events'> & Partial<WebhookFields>

/** A webhook with its secret, which is told only when it is new. */
export type WithSecret = Webhook & { secret: string }

/** More would be somebody's mistake. */
const mostWebhooks = 100
const overlapMs = dayMs

/** Throws InvalidInput. */
export async function createWebhook({ db, config, now }: Needs, wish: NewWebhook): Promise<WithSecret> {
  const secret = newSecret()
  return transact(db, async tx => {
    const [{ many } = { many: 0 }] = await tx.execute<{ many: number }>(
      sql`select count(*)::int as many from ${webhooks}`,
    )
    if (many >= mostWebhooks)
      throw new InvalidInput([{ field: 'url', message: `is one too many: there are ${many} webhooks` }])
    const [made] = await tx
      .insert(webhooks)
      .values({ ...tidy(wish), url: trim(wish.url), events: wish.events, secret, createdAt: now() })
      .returning()
    if (made === undefined) throw new Error('The webhook was not stored.')
    check(config, made)
    if (made.enabled) await watch(tx, made, null, now())
    return { ...(await readWebhook(tx, String(made.id))), secret }
  })
}

/** Enabling it ends the reason why it was disabled. Throws InvalidInput or WebhookNotFound. */
export async function changeWebhook(
  { db, config, now }: Needs,
  id: string,
  changes: Partial<WebhookFields>,
): Promise<Webhook> {
  return transact(db, async tx => {
    const before = await lockWebhook(tx, id)
    const known = { ...tidy(changes), ...(changes.enabled && { disabledReason: null, failingSince: null }) }
    const [after] = await tx
      .update(webhooks)
      .set({ ...known, ...(changesSummary(before, changes) && { summaryDueAt: null }) })
      .where(eq(webhooks.id, before.id))
      .returning()
    if (after === undefined) throw new Error('The webhook vanished while it was changed.')
    check(config, after)
    if (changes.enabled && !before.enabled) await sendAtOnce(tx, before.id, now())
    if (after.enabled) await watch(tx, after, before.enabled ? before : null, now())
    return readWebhook(tx, id)
  })
}

/** Its log goes with it. Throws WebhookNotFound. */
export async function removeWebhook({ db }: Pick<Context, 'db'>, id: string): Promise<void> {
  await transact(db, async tx => {
    const { id: known } = await lockWebhook(tx, id)
    await tx.delete(webhooks).where(eq(webhooks.id, known))
    await tx.delete(webhookDeliveries).where(eq(webhookDeliveries.webhookId, known))
    await tx.delete(webhookMarks).where(eq(webhookMarks.webhookId, known))
  })
}

/** Gives it a new secret. For a day, the former one signs as well. Throws WebhookNotFound. */
export async function renewSecret({ db, now }: Pick<Context, 'db' | 'now'>, id: string): Promise<WithSecret> {
  const secret = newSecret()
  return transact(db, async tx => {
    const before = await lockWebhook(tx, id)
    const formerSecretEndsAt = new Date(now().getTime() + overlapMs)
    await tx
      .update(webhooks)
      .set({ secret, formerSecret: before.secret, formerSecretEndsAt })
      .where(eq(webhooks.id, before.id))
    return { ...(await readWebhook(tx, id)), secret }
  })
}

/** A job then works out again when the next summary is due. */
function changesSummary(before: StoredWebhook, changes: Partial<WebhookFields>): boolean {
  const { summaryTime = before.summaryTime, summaryTimezone = before.summaryTimezone } = changes
  const isNew = (changes.enabled && !before.enabled) || changes.events !== undefined
  return isNew || summaryTime !== before.summaryTime || summaryTimezone !== before.summaryTimezone
}

/** What waited while it was disabled need not wait longer. */
async function sendAtOnce(tx: Queryable, id: number, now: Date): Promise<void> {
  await tx.execute(sql`
    update webhook_deliveries set due_at = ${now.toISOString()}::timestamptz, queued_at = ${now.toISOString()}::timestamptz
    where webhook_id = ${id}::bigint and status = 'waiting'`)
}

function tidy({ url, events, clicksThresholds, influenceThresholds, ...others }: Partial<WebhookFields>) {
  return {
    ...others,
    ...(url !== undefined && { url: trim(url) }),
    ...(events !== undefined && { events: [...new Set(events)] }),
    ...(clicksThresholds !== undefined && { clicksThresholds: sorted(clicksThresholds) }),
    ...(influenceThresholds !== undefined && { influenceThresholds: sorted(influenceThresholds) }),
  }
}

function sorted(numbers: number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}

/** What only the whole of a webhook can show. Throws InvalidInput. */
function check(config: Needs['config'], hook: StoredWebhook): void {
  const problems: FieldProblem[] = []
  const problem = reachOf(config).problem(hook.url)
  if (problem !== null) problems.push({ field: 'url', message: problem })
  for (const [event, field] of [
    ['clicks.crossed', 'clicksThresholds'],
    ['influence.crossed', 'influenceThresholds'],
  ] as const) {
    if (hook.events.includes(event) && hook[field].length === 0)
      problems.push({ field, message: `must name at least one, for the event ${event}` })
  }
  if (problems.length > 0) throw new InvalidInput(problems)
}
