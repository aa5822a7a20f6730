import type { Context } from '../../context.js'
import { findLink } from '../../links/find.js'
import { showLink } from '../../links/view.js'
import { linkStats } from '../../stats/link-stats.js'
import { startOf, type Unit } from '../units.js'
import { kuttLink, kuttPeriod } from './shapes.js'

const periods: Record<string, [unit: Unit, count: number]> = {
  lastDay: ['hour', 24],
  lastWeek: ['day', 7],
  lastMonth: ['day', 30],
  lastYear: ['month', 12],
}

/** A link with its numbers of the last day, week, month and year. */
export async function kuttStats(ctx: Pick<Context, 'access' | 'db' | 'config' | 'now'>, slug: string) {
  const row = await findLink(ctx, slug)
  const now = ctx.now()
  const numbers: Record<string, ReturnType<typeof kuttPeriod>> = {}
  for (const [name, [unit, count]] of Object.entries(periods)) {
    const from = startOf(unit, now, count).toISOString()
    numbers[name] = kuttPeriod(await linkStats(ctx, row.link, { from, unit }))
  }
  return { ...numbers, updatedAt: now.toISOString(), ...kuttLink(showLink(row, ctx.config)) }
}
