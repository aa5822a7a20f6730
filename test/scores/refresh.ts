// Stored scores and kept tweets are those that a count of everything gives, no matter what happens
// and in which order.

import { eq } from 'drizzle-orm'
import t from 'tap'
import { changeAccount, removeAccount } from '../../src/accounts/change.js'
import { addSnapshot, removeSnapshot } from '../../src/accounts/followers.js'
import { importHistory } from '../../src/accounts/import-history.js'
import { refreshFollowers } from '../../src/accounts/refresh-followers.js'
import {
  accountScores,
  accounts,
  clicks,
  links,
  priors,
  staleScores,
  tweetSources,
} from '../../src/db/schema.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { changeLink } from '../../src/links/change.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import { accountScores as scoresNow, scoresOfAccounts } from '../../src/scores/of-account.js'
import { priorInForce } from '../../src/scores/prior.js'
import { refreshScores } from '../../src/scores/refresh.js'
import { scoreWindows } from '../../src/scores/score.js'
import { changedAccounts, countStale } from '../../src/scores/stale.js'
import { storedScores } from '../../src/scores/stored.js'
import { type ScoredTweet, scoredTweets } from '../../src/scores/tweets.js'
import { testApp } from '../fixtures/app.js'
import { listSnapshots } from '../fixtures/by-name.js'
import { handle } from '../fixtures/handles.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'
import { tweetsAfresh } from '../fixtures/tweets-afresh.js'

const dayMs = 86_400_000
const windows = [0, 365, 90, 30]
/** One of these is never stored. */
const asked = [...windows, 45]
const signal = new AbortController().signal

t.test('stored, kept and counted never differ, over random sequences of all that happens', async t => {
  const random = seeded(44)
  const below = (count: number) => Math.floor(random() * count)
  const clock = { ms: Date.UTC(2025, 0, 1) }
  const now = () => new Date(clock.ms)
  const { ctx } = await testApp(t, { now })
  const job = refreshScoresJob(ctx)
  const names = ['@ann', '@bob', '@cem']
  const slugs: string[] = []
  const some = <T>(list: T[]): T => list[below(list.length)] as T
  const agoMs = (days: number) => new Date(clock.ms - below(days * dayMs))
  for (const name of names) {
    await storeAccount(ctx.db, name)
    slugs.push((await issueLink(ctx, { url: 'https://example.com/a', account: handle(name) })).link.slug)
  }

  const clicked = async () => {
    const linkIds = (await ctx.db.select({ id: links.id }).from(links)).map(({ id }) => id)
    const records = randomRecords(random, {
      count: 30,
      linkIds,
      from: clock.ms - 30 * dayMs,
      to: clock.ms,
      people: 40,
    })
    await countRecords(ctx.db, records)
  }

  const happenings: Record<string, () => Promise<unknown>> = {
    async 'two links'() {
      const account = random() < 0.8 ? { account: handle(some(names)) } : {}
      for (const url of ['https://example.com/a', 'https://example.com/b']) {
        slugs.push((await issueLink(ctx, { url, ...account })).link.slug)
        clock.ms += 1
      }
    },
    clicks: clicked,
    'more clicks': clicked,
    'still more clicks': clicked,
    snapshot: () =>
      addSnapshot(ctx, some(names), { followers: below(1000), countedAt: agoMs(100) }).catch(refused),
    async 'a snapshot less'() {
      const name = some(['@ann', '@bob'])
      const { items: snapshots } = await listSnapshots(ctx, name, { limit: 100 })
      if (snapshots.length > 0) await removeSnapshot(ctx, name, new Date(some(snapshots).countedAt))
    },
    async 'the network tells'() {
      const known = await ctx.db.select({ id: accounts.id, handle: accounts.handle }).from(accounts)
      const ask = async (handles: string[]) => new Map(handles.map(name => [name, { followers: below(900) }]))
      await refreshFollowers(
        ctx,
        { name: 'bluesky', ask, batch: 9, dailyBudget: null, missing: null },
        known.filter(() => random() < 0.5),
      )
    },
    history: () =>
      importHistory(
        ctx,
        names.map((name, n) => ({
          line: n + 1,
          account: handle(name),
          countedAt: agoMs(400),
          followers: below(500),
        })),
        { dryRun: random() < 0.3 },
      ),
    'a tweet': () => attachTweet(ctx, some(slugs), { tweetedAt: agoMs(60) }).catch(refused),
    'a tweet of long ago': () => attachTweet(ctx, some(slugs), { tweetedAt: agoMs(500) }).catch(refused),
    async 'one more link of a tweet, whose time was wrong'() {
      const { link } = await issueLink(ctx, { url: 'https://example.com/a' })
      slugs.push(link.slug)
      const url = 'https://bsky.app/profile/dan.example.com/post/one'
      await attachTweet(ctx, link.slug, { url, tweetedAt: agoMs(60) })
    },
    async 'a tweet of two links'() {
      const status = ((BigInt(clock.ms) - 1_288_834_974_657n) >> 7n) << 29n
      await attachTweet(ctx, some(slugs), { url: `https://x.com/i/status/${status}` }).catch(refused)
    },
    'another handle': () => changeAccount(ctx, '@bob', { handle: handle(some(['@bob', '@BOB', '@bo'])) }),
    'an account less': async () => {
      if (random() < 0.3) await removeAccount(ctx, '@cem').catch(refused)
    },
    // The newest link is a draft most likely.
    'another account': () =>
      changeLink(ctx, slugs.at(-1) ?? '', { account: handle(some(names)) }).catch(refused),
    async 'a link less'() {
      if (slugs.length > 4) await removeLink(ctx, slugs.splice(below(slugs.length), 1)[0] ?? '')
    },
    async 'other rules'() {
      await ctx.db.update(clicks).set({ source: 'other' }).where(eq(clicks.source, 'google'))
      await reclassify(ctx.db, { write: true })
    },
    async 'another prior'() {
      await ctx.db.insert(priors).values({
        mu: -5 + random(),
        tau: 1,
        k: 2,
        nu: 7,
        halfLifeHours: 2.8,
        accounts: 9,
        computedAt: now(),
      })
    },
    async time() {
      clock.ms += below(40) * dayMs
    },
  }

  let held = 0
  for (let step = 0; step < 160; step++) {
    const [name, happen] = some(Object.entries(happenings))
    clock.ms += 1 + below(1000)
    if (random() < 0.7) {
      await job.run(signal)
      t.equal(await countStale(ctx, await priorInForce(ctx)), 0, 'the job leaves nobody stale')
    }
    await happen()
    const prior = await priorInForce(ctx)
    const ids = (await ctx.db.select({ id: accounts.id }).from(accounts)).map(({ id }) => id)
    const together = await scoresOfAccounts(ctx, ids, prior, asked)
    for (const id of ids) {
      const tweets = await tweetsAfresh(ctx.db, id)
      const known = (await scoredTweets(ctx.db, [id])).get(id)?.tweets ?? []
      t.strictSame(byTime(known), byTime(tweets), `tweets: ${name} in step ${step}`)
      const found = await scoresNow(ctx, id, prior, asked)
      const afresh = asked.map((days, n) =>
        scoreWindows(tweets.toReversed(), [days], { prior, now: found[n]?.computedAt ?? now() }).get(days),
      )
      t.ok(
        found.every(({ validUntil }) => validUntil === null || validUntil >= now()),
        'no score is older than it may be',
      )
      held += (await storedScores(ctx.db, [id], windows, { prior, now: now() })).get(id)?.size ?? 0
      t.strictSame(found, afresh, `scores: ${name} in step ${step}`)
      t.strictSame(together.get(id), found, 'one of many has the scores that it has alone')
    }
  }
  t.ok(held > 100, `stored scores held ${held} times`)
})

/** Some things are not allowed; then nothing must have changed. */
function refused(error: { code?: string }) {
  if (!/invalid-input|tweet-of-another-account|link-gone|account-not-found/.test(error.code ?? ''))
    throw error
}

function byTime(tweets: ScoredTweet[]): ScoredTweet[] {
  return tweets.toSorted((a, b) => a.tweetedAt - b.tweetedAt || a.h - b.h)
}

t.test(
  'a change that commits during the computation leaves the account stale, and is in every later answer',
  async t => {
    const { ctx } = await testApp(t)
    const accountId = await storeAccount(ctx.db, '@me', { '2026-01-01': 500 })
    await storeTweet(ctx.db, 'one', { accountId, tweetedAt: '2026-02-01T00:00:00Z', clickers: { x: 10 } })
    await refreshScores(ctx, [accountId])
    await ctx.db.insert(staleScores).values({ accountId })
    let raced = false
    const now = () => {
      raced = true
      return new Date()
    }
    await ctx.db.transaction(async tx => {
      await tx.update(tweetSources).set({ clickers: 20 })
      await tx.insert(staleScores).values({ accountId })
      await refreshScores({ ...ctx, now }, [accountId])
    })
    t.ok(raced)
    t.strictSame(await changedAccounts(ctx), [accountId], 'the change that was not seen is still on the list')
    const answer = async () => scoresNow(ctx, accountId, await priorInForce(ctx), [0])
    t.match(await answer(), [{ active: { max: 20 } }])
    await refreshScores(ctx, [accountId])
    t.strictSame(await changedAccounts(ctx), [])
    t.match(await answer(), [{ active: { max: 20 } }])
  },
)

t.test('an account that is gone leaves the list', async t => {
  const { ctx } = await testApp(t)
  const accountId = await storeAccount(ctx.db, '@me')
  await refreshScores(ctx, [accountId])
  t.equal((await ctx.db.select().from(accountScores)).length, windows.length)
  await ctx.db.insert(staleScores).values({ accountId })
  await ctx.db.delete(accounts)
  await refreshScoresJob(ctx).run(signal)
  t.strictSame(await ctx.db.select().from(staleScores), [])
  t.strictSame(await ctx.db.select().from(accountScores), [])
})

t.test('two nodes that compute at once leave one set of scores', async t => {
  const { ctx } = await testApp(t)
  const accountId = await storeAccount(ctx.db, '@me')
  await Promise.all([refreshScores(ctx, [accountId]), refreshScores(ctx, [accountId])])
  t.equal((await ctx.db.select().from(accountScores)).length, windows.length)
})
