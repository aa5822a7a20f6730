import { and, eq, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../db/connect.js'
import { providerDays } from '../db/schema.js'
import { dayMs } from '../durations.js'

interface Budgeted {
  name: string
  /** Accounts a day (UTC); null where asking is free. */
  dailyBudget: number | null
}

/**
 * Reserves budget for asking about this many accounts today, or as many as are left; returns how
 * many.
 */
export function spendBudget(
  db: Database,
  { name, dailyBudget }: Budgeted,
  wanted: number,
  now: Date,
): Promise<number> {
  return db.transaction(async tx => {
    const day = startOfDay(now)
    await tx.insert(providerDays).values({ provider: name, day }).onConflictDoNothing()
    const here = and(eq(providerDays.provider, name), eq(providerDays.day, day))
    const [row] = await tx.select({ asked: providerDays.asked }).from(providerDays).where(here).for('update')
    const left = dailyBudget === null ? wanted : Math.max(0, dailyBudget - (row?.asked ?? 0))
    const granted = Math.min(wanted, left)
    await tx
      .update(providerDays)
      .set({ asked: sql`${providerDays.asked} + ${granted}` })
      .where(here)
    return granted
  })
}

/** Returns unused budget to that day: a network that is down does not charge. */
export async function giveBack(tx: Queryable, name: string, unused: number, now: Date): Promise<void> {
  if (unused === 0) return
  await tx
    .update(providerDays)
    .set({ asked: sql`greatest(0, ${providerDays.asked} - ${unused})` })
    .where(and(eq(providerDays.provider, name), eq(providerDays.day, startOfDay(now))))
}

export function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / dayMs) * dayMs)
}
