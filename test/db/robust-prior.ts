import { sql } from 'drizzle-orm'
import { migrate as migrateFrom } from 'drizzle-orm/postgres-js/migrator'
import t from 'tap'
import { readConfig } from '../../src/config.js'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { accountScores, priors } from '../../src/db/schema.js'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { computePrior, measuredAccounts } from '../../src/scores/estimate-prior.js'
import { priorInForce } from '../../src/scores/prior.js'
import { countStale } from '../../src/scores/stale.js'
import { emptyDatabase } from '../fixtures/database.js'
import { migrationsBefore } from '../fixtures/migrations.js'

const now = () => new Date('2026-06-01T00:00:00Z')

t.test('scores of the normal prior are computed again with the one of heavier tails', async t => {
  const url = await emptyDatabase(t)
  const db = connect(url, { max: 2, name: 'test' })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  await migrateFrom(db, { migrationsFolder: migrationsBefore(t, '0011_robust_prior') })
  const [account] = await db.execute<{ id: number }>(sql`
    insert into accounts (handle, handle_key, network) values ('@small', '@small', 'x') returning id::float8 as id`)
  const accountId = account?.id ?? 0
  const tweet = JSON.stringify([[Date.UTC(2026, 4, 20), 400, 500]])
  await db.execute(sql`
    insert into account_months (account_id, month, tweets) values (${accountId}, '2026-05-01Z', ${tweet}::text::json)`)
  const [row] = await db.execute<{ id: number }>(sql`
    insert into tweets (account_id, network, tweeted_at, window_ends_at, published)
    values (${accountId}, 'x', '2026-05-20Z', '2026-05-27Z', true) returning id::float8 as id`)
  const [link] = await db.execute<{ id: number }>(sql`
    insert into links (slug, url, tweet_id, visitor_salt, visitor_salt_ends_at)
    values ('one', 'https://example.com/', ${row?.id ?? 0}, 'salt', '2026-05-27Z') returning id::float8 as id`)
  await db.execute(sql`
    insert into tweet_sources (link_id, source, clicks, clickers) values (${link?.id ?? 0}, 'x', 400, 400)`)
  await db.execute(sql`
    insert into follower_counts (account_id, counted_at, followers) values (${accountId}, '2026-05-01Z', 500)`)
  await db.execute(sql`
    insert into priors (mu, tau, k, accounts, computed_at) values (-4.2, 2.19, 2, 1204, '2026-05-31Z')`)
  for (const days of [0, 365, 90, 30]) {
    await db.execute(sql`
      insert into account_scores (account_id, window_days, mu, tau, k, mean, sd, score, low, high, tweets,
        tweets_without_followers, active_min, active_max, months, computed_at)
      values (${accountId}, ${days}, -4.2, 2.19, 2, -1.2, 0.4, 0.3, 0.15, 0.74, 1, 0, 0, 0, '[]', '2026-05-31Z')`)
  }

  await migrate(url)
  const ctx = { db, now, config: readConfig({}) }
  const configured = await priorInForce(ctx)
  t.match(configured, {
    mu: Math.log(0.01),
    tau: 1,
    k: 2,
    nu: 7,
    halfLifeHours: 2.8,
    accounts: 0,
    computedAt: null,
  })
  t.equal(await countStale(ctx, configured), 1)
  await refreshScoresJob(ctx).run(new AbortController().signal)
  t.equal(await countStale(ctx, configured), 0)
  const { score, interval } = accountPosterior([{ h: 400, f: 500 }], configured)
  for (const row of await db.select().from(accountScores)) {
    t.match(row, { nu: 7, halfLifeHours: 2.8, mu: configured.mu, score, low: interval[0], high: interval[1] })
  }

  const computed = await computePrior(ctx, await measuredAccounts(ctx))
  t.match(computed, { nu: 7, halfLifeHours: 2.8, accounts: 1 })
  t.strictSame(await priorInForce(ctx), computed)
  t.equal((await db.select().from(priors)).length, 2, 'what was computed before is kept')
})
