import { sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { type Failed, workAround } from '../db/around.js'
import { announceFigures } from '../db/figures.js'
import { priors } from '../db/schema.js'
import { estimatePrior } from '../influence/estimate-prior.js'
import type { ExposedCount } from '../influence/tweet-count.js'
import { type PriorInForce, plainPrior } from './prior.js'
import { countedTweets } from './score.js'
import { scoredTweets } from './tweets.js'

/** Accounts read per statement. */
const pageSize = 200

/**
 * Estimates the prior from these accounts' tweets and activates it; every score is then computed
 * again. The configured prior defines the pseudo-accounts and everything else but `mu` and `tau`.
 */
export async function computePrior(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  measured: ExposedCount[][],
  signal?: AbortSignal,
): Promise<PriorInForce> {
  const prior = plainPrior(await estimatePrior(measured, ctx.config.prior, signal))
  const computedAt = ctx.now()
  await ctx.db.insert(priors).values({ ...prior, accounts: measured.length, computedAt })
  await announceFigures(ctx.db)
  return { ...prior, accounts: measured.length, computedAt: computedAt.toISOString() }
}

/**
 * For every account with counted tweets of known followers, those with exposure. Accounts whose
 * tweets cannot be read are added to `failed`. `onRead` hears how many more accounts that were
 * read, and a signal that aborts ends it with its reason.
 */
export async function measuredAccounts(
  { db, now, config }: Pick<Context, 'db' | 'now' | 'config'>,
  options: { failed?: Failed<number>[]; signal?: AbortSignal; onRead?: (accounts: number) => void } = {},
): Promise<ExposedCount[][]> {
  const measured: ExposedCount[][] = []
  let last = 0
  for (;;) {
    options.signal?.throwIfAborted()
    const page = await db.execute<{ id: number }>(
      sql`select id::float8 as id from accounts where id > ${last}::bigint order by id limit ${pageSize}`,
    )
    const end = page.at(-1)?.id
    if (end === undefined) return measured
    const ids = page.map(({ id }) => id)
    const bad = await workAround(ids, async some => {
      const found = [...(await scoredTweets(db, [...some])).values()].map(({ tweets }) =>
        countedTweets(tweets, config.prior, now()).flatMap(({ h, f, g }) =>
          (f ?? 0) > 0 ? { h, f, g } : [],
        ),
      )
      measured.push(...found.filter(counts => counts.length > 0))
    })
    options.failed?.push(...bad)
    options.onRead?.(ids.length)
    last = end
  }
}
