import { and, arrayContains, eq, isNull, lte } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { webhooks } from '../db/schema.js'
import { dayMs } from '../durations.js'
import { daySummary } from '../stats/day-summary.js'
import { openZone, type Zone } from '../stats/zone.js'
import type { StoredWebhook } from '../webhooks/find.js'
import { queue } from '../webhooks/tell.js'
import type { Job } from './start.js'

type Needs = Pick<Context, 'db' | 'now' | 'config'>

/** Days on which the service did not run are made up for, but no more than these. */
const mostDays = 7

/** Tells webhooks what the day before brought, once for each day. */
export function tellSummariesJob(ctx: Needs): Job {
  return {
    name: 'tell summaries',
    everyMs: 20_000,
    async run(signal) {
      const wanted = and(eq(webhooks.enabled, true), arrayContains(webhooks.events, ['summary.daily']))
      for (const hook of await ctx.db
        .select()
        .from(webhooks)
        .where(and(wanted, isNull(webhooks.summaryDueAt))))
        await ctx.db
          .update(webhooks)
          .set({ summaryDueAt: dueAfter(hook, ctx.now()) })
          .where(and(eq(webhooks.id, hook.id), isNull(webhooks.summaryDueAt)))
      while (!signal.aborted) {
        const told = await ctx.db.transaction(async tx => {
          const [hook] = await tx
            .select()
            .from(webhooks)
            .where(and(wanted, lte(webhooks.summaryDueAt, ctx.now())))
            .orderBy(webhooks.summaryDueAt)
            .limit(1)
            .for('update', { skipLocked: true })
          if (hook?.summaryDueAt == null) return false
          await tellDay(ctx, tx, hook, hook.summaryDueAt)
          return true
        })
        if (!told) return
      }
    },
  }
}

async function tellDay(ctx: Needs, tx: Queryable, hook: StoredWebhook, due: Date): Promise<void> {
  const now = ctx.now()
  const zone = zoneOf(hook)
  const today = dayOf(zone, due)
  const [from, to] = [new Date(zone.first(today - dayMs)), new Date(zone.first(today))]
  const summary = await daySummary({ db: tx, config: ctx.config }, { from, to })
  const data = {
    date: new Date(today - dayMs).toISOString().slice(0, 10),
    ...{ timezone: zone.name, from: from.toISOString(), to: to.toISOString() },
    ...summary,
  }
  await queue(tx, hook.id, 'summary.daily', now, [{ linkId: null, data }])
  const since = new Date(Math.max(+due, +now - mostDays * dayMs))
  await tx
    .update(webhooks)
    .set({ summaryDueAt: dueAfter(hook, since) })
    .where(eq(webhooks.id, hook.id))
}

/** The first time after `since` at which the webhook's clock shows its time of day. */
function dueAfter(hook: StoredWebhook, since: Date): Date {
  const zone = zoneOf(hook)
  const [hours = 0, minutes = 0] = hook.summaryTime.split(':').map(Number)
  const at = (day: number) => zone.first(day + (hours * 60 + minutes) * 60_000)
  const today = dayOf(zone, since)
  const due = at(today)
  return new Date(due > +since ? due : at(today + dayMs))
}

/** The beginning of the day on the zone's clock, as if that were UTC. */
function dayOf(zone: Zone, at: Date): number {
  return Math.floor(zone.local(+at) / dayMs) * dayMs
}

function zoneOf({ summaryTimezone }: StoredWebhook): Zone {
  const zone = openZone(summaryTimezone) ?? openZone('UTC')
  if (zone === null) throw new Error('There is no UTC.')
  return zone
}
