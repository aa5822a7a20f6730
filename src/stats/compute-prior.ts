import { sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { priors } from '../db/schema.js'
import { estimatePrior } from '../influence/estimate-prior.js'
import type { TweetCount } from '../influence/tweet-count.js'
import { type PriorInForce, plainPrior } from './prior.js'
import { selectTweetNumbers } from './tweets.js'

/** Accounts read by one statement. */
const pageSize = 200

/**
 * Estimates the prior from these accounts' tweets and puts it in force: every score is then computed anew. The configured prior
 * is what the pseudo-accounts expect, and gives `k`.
 */
export async function computePrior(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  measured: TweetCount[][],
): Promise<PriorInForce> {
  const prior = plainPrior(await estimatePrior(measured, ctx.config.prior))
  const computedAt = ctx.now()
  await ctx.db.insert(priors).values({ ...prior, accounts: measured.length, computedAt })
  await announceFigures(ctx.db)
  return { ...prior, accounts: measured.length, computedAt: computedAt.toISOString() }
}

/** The tweets with known followers of every account that has some. */
export async function measuredAccounts(db: Queryable): Promise<TweetCount[][]> {
  const measured: TweetCount[][] = []
  let last = 0
  for (;;) {
    const page = await db.execute<{ id: number }>(
      sql`select id::float8 as id from accounts where id > ${last}::bigint order by id limit ${pageSize}`,
    )
    const end = page.at(-1)?.id
    if (end === undefined) return measured
    const rows = await db.execute<{ counts: [h: number, f: number][] }>(sql`
      select json_agg(json_build_array(n.follower_clickers, n.followers)) as counts
      from (${selectTweetNumbers(sql`t.account_id > ${last}::bigint and t.account_id <= ${end}::bigint`)}) as n
      where n.followers > 0 group by n.account_id`)
    for (const { counts } of rows) measured.push(counts.map(([h, f]) => ({ h, f })))
    last = end
  }
}
