/**
 * The leaderboard over 10,000 accounts with 1,000,000 tweets, aimed at 50 ms from stored scores;
 * what computing those and the prior takes; and an account of 10,000 tweets, aimed at 10 ms,
 * clicked or not: `TEST_DATABASE_URL=… npx tsx test/bench/leaderboard.ts [accounts]`.
 */

import { randomBytes } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import { addSnapshot } from '../../src/accounts/followers.js'
import { everything } from '../../src/auth/access.js'
import { readConfig } from '../../src/config.js'
import { connect, type Database } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { dayMs } from '../../src/durations.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { computePrior, measuredAccounts } from '../../src/scores/estimate-prior.js'
import { accountInfluence, exchange, exchangeTable, leaderboard } from '../fixtures/by-name.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

const accounts = Number(process.argv[2] ?? 10_000)
const tweetsEach = 100
const rounds = 20
const server = process.env.TEST_DATABASE_URL
if (!server) throw new Error('TEST_DATABASE_URL is not set.')

const admin = connect(server, { max: 1 })
const name = `bench_${randomBytes(6).toString('hex')}`
await admin.$client`create database ${admin.$client(name)}`
const url = new URL(server)
url.pathname = `/${name}`
const db = connect(url.href, { max: 4, statementTimeoutMs: 0 })
const ctx = { access: everything, db, config: readConfig({}), now: () => new Date() }
const refresh = () => refreshScoresJob(ctx).run(new AbortController().signal)
try {
  await migrate(url.href)
  await fill(db)
  await once(`scores of ${accounts} accounts`, refresh)
  await median('leaderboard, first 50', () => leaderboard(ctx, { limit: 50 }))
  await median('leaderboard, 500 with at least 50 tweets in 365 days', () =>
    leaderboard(ctx, { window: '365d', minTweets: 50, limit: 500 }),
  )
  await median('leaderboard, 50 of a list of 100', () => leaderboard(ctx, { list: 'some', limit: 50 }))
  const { next: cursor } = await leaderboard(ctx, { limit: 5_000 })
  await median('leaderboard, somewhere in the middle', () => leaderboard(ctx, { limit: 50, cursor }))
  await median('exchange table, first 50', () => exchangeTable(ctx, { from: '@u7', limit: 50 }))
  await median('an account of 10,000 tweets, stored', () => accountInfluence(ctx, '@large'))
  await median('exchange of it, stored', () => exchange(ctx, '@large', '@u7'))
  const clicked = await clicks(db)
  await median(
    'an account of 10,000 tweets, clicked a moment ago',
    () => accountInfluence(ctx, '@large'),
    clicked,
  )
  await median('its scores stored again after clicks', refresh, clicked)
  await clicked()
  await once('its scores stored again, once', refresh)
  const counted = () =>
    addSnapshot(ctx, '@large', { followers: 5_000, countedAt: new Date(Date.now() - 800 * dayMs) })
  await median(
    'an account of 10,000 tweets, its followers corrected',
    () => accountInfluence(ctx, '@large'),
    counted,
  )
  await once('its scores stored again after that', refresh)
  await once('prior', async () => {
    console.log(await computePrior(ctx, await measuredAccounts(ctx)))
  })
  await median('leaderboard while all scores await the new prior', () => leaderboard(ctx, { limit: 50 }))
} finally {
  await db.$client.end({ timeout: 1 })
  await admin.$client`drop database ${admin.$client(name)} with (force)`
  await admin.$client.end()
}

/**
 * Accounts by the published figures, each with four counts of followers; @large has a count a day.
 * Only the rollups.
 */
async function fill(db: Database): Promise<void> {
  const normal = sql`(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))`
  await db.execute(sql`select setseed(0.5)`)
  await db.execute(sql`
    insert into accounts (handle, handle_key, network)
    select h, h, 'x' from (
      select '@u' || n as h from generate_series(1, ${accounts - 1}) as n union all select '@large'
    ) as a`)
  await db.execute(sql`
    insert into follower_counts (account_id, counted_at, followers)
    select a.id, now() - days * interval '1 day', round(base * exp(-days / 1000.0))
    from (select id, handle, exp(6.2 + 1.5 * ${normal}) as base from accounts) as a
    cross join lateral generate_series(0, 730, case a.handle when '@large' then 1 else 182 end) as days`)
  await db.execute(sql`
    insert into tweets (account_id, network, tweeted_at, window_ends_at, published)
    select id, 'x', at, at + interval '7 days', true from (
      select a.id, now() - random() * interval '730 days' as at from accounts a
      cross join lateral generate_series(1, case handle when '@large' then 10000 else ${tweetsEach} end)
    ) as t`)
  await db.execute(sql`
    insert into links (slug, url, tweet_id, visitor_salt, visitor_salt_ends_at)
    select 'link' || id, 'https://example.com/' || id, id, '', now() from tweets`)
  await db.execute(sql`
    insert into tweet_sources (link_id, source, clicks, clickers)
    select l.id, s.source, n, n from links l join tweets t on t.id = l.tweet_id
    join (select id, exp(1.6 + 1.5 * ${normal}) as rate from accounts) as a on a.id = t.account_id
    cross join lateral (select 'x' as source, round(-a.rate * ln(1 - random())) as n
      union all select 'google', 1 where l.id % 3 = 0) as s`)
  await db.execute(sql`
    insert into tweet_postings (link_id, posting, x_for_iphone, clicks, clickers)
    select link_id, '', false, clicks, clickers from tweet_sources where source = 'x'`)
  await db.execute(sql`insert into lists (name, name_key) values ('some', 'some')`)
  await db.execute(sql`insert into list_accounts select 1, id from accounts where id % 100 = 0`)
  await db.execute(sql`insert into stale_scores (account_id) select id from accounts`)
  await db.execute(sql`vacuum analyze`)
}

/** Counts a batch of clicks on what @large tweeted in the last week, as ingest does. */
async function clicks(db: Database): Promise<() => Promise<unknown>> {
  const week = await db.execute<{ id: number }>(sql`
    select l.id::float8 as id from links l join tweets t on t.id = l.tweet_id join accounts a on a.id = t.account_id
    where a.handle_key = '@large' and t.window_ends_at > now()`)
  const linkIds = week.map(({ id }) => id)
  const chance = seeded(5)
  return () => {
    const now = Date.now()
    const records = randomRecords(chance, { count: 20, linkIds, from: now - 1_000, to: now, people: 1e6 })
    return countRecords(db, records)
  }
}

async function once(what: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  await work()
  const ms = performance.now() - began
  delay.disable()
  const held = [delay.percentile(99), delay.max].map(ns => (ns / 1e6).toFixed(0))
  console.log(
    `${what}: ${(ms / 1000).toFixed(1)} s; the event loop was held ${held[0]} ms (p99), ${held[1]} ms at most`,
  )
}

async function median(
  what: string,
  work: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => {},
): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    await before()
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  console.log(
    `${what}: ${times[rounds >> 1]?.toFixed(1)} ms (worst of ${rounds}: ${times.at(-1)?.toFixed(1)} ms)`,
  )
}
