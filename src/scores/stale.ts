import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Prior } from '../influence/prior.js'
import { priorInForce } from './prior.js'

/**
 * Accounts with a change since their scores were computed; those that have waited longest come
 * first.
 */
export async function changedAccounts({ db }: Pick<Context, 'db'>): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select account_id::float8 as id from stale_scores group by account_id order by min(id)`)
  return rows.map(({ id }) => id)
}

/**
 * At most `limit` accounts whose scores were computed with another prior, or have a tweet that left
 * the window, began to count, or whose exposure has grown.
 */
export async function outdatedAccounts(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  limit: number,
): Promise<number[]> {
  const outdated = outdatedScores(await priorInForce(ctx), ctx.now(), limit)
  const rows = await ctx.db.execute<{ id: number }>(sql`
    select distinct account_id::float8 as id from (${outdated}) as s limit ${limit}`)
  return rows.map(({ id }) => id)
}

/** Number of accounts with stored scores that are no longer valid. */
export async function countStale(ctx: Pick<Context, 'db' | 'now'>, prior: Prior): Promise<number> {
  const [row] = await ctx.db.execute<{ stale: number }>(sql`
    select count(*)::int as stale from (
      select account_id from stale_scores union select account_id from (${outdatedScores(prior, ctx.now())}) as s
    ) as a`)
  return row?.stale ?? 0
}

/**
 * The `account_id` of scores made invalid by time or by a new prior. Each of the three parts is an
 * index range.
 */
function outdatedScores({ mu, tau, k, nu, halfLifeHours }: Prior, now: Date, limit?: number): SQL {
  const prior = sql`(${mu}::float8, ${tau}::float8, ${k}::float8, ${nu}::float8, ${halfLifeHours}::float8)`
  const computedWith = sql`(mu, tau, k, nu, half_life_hours)`
  const most = limit === undefined ? sql`` : sql`limit ${limit}`
  return sql`
    (select account_id from account_scores where valid_until < ${now.toISOString()}::timestamptz ${most})
    union all (select account_id from account_scores where window_days = 0 and ${computedWith} < ${prior} ${most})
    union all (select account_id from account_scores where window_days = 0 and ${computedWith} > ${prior} ${most})`
}
