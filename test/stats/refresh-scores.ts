// Stored scores are those that a computation from the tweets gives, whatever happens, in whatever order.
import { eq } from 'drizzle-orm'
import t from 'tap'
import { addSnapshot, listSnapshots, removeSnapshot } from '../../src/accounts/followers.js'
import { importHistory } from '../../src/accounts/import-history.js'
import { accountScores, accounts, clicks, links, staleScores } from '../../src/db/schema.js'
import { countBatch } from '../../src/ingest/batch.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { changeLink } from '../../src/links/change.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import { accountScores as scoresNow } from '../../src/stats/account-scores.js'
import { priorInForce } from '../../src/stats/prior.js'
import { refreshScores } from '../../src/stats/refresh-scores.js'
import { scoreWindows } from '../../src/stats/score.js'
import { changedAccounts, countStale } from '../../src/stats/stale-accounts.js'
import { storedScores } from '../../src/stats/stored-scores.js'
import { tweetsOfAccount } from '../../src/stats/tweets.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'
import { randomRecords, seeded } from '../fixtures/hits.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const dayMs = 86_400_000
const windows = [0, 365, 90, 30]
const signal = new AbortController().signal

t.test('stored and computed scores never differ, over random sequences of all that happens', async t => {
  const random = seeded(44)
  const below = (count: number) => Math.floor(random() * count)
  const clock = { ms: Date.UTC(2025, 0, 1) }
  const now = () => new Date(clock.ms)
  const { ctx } = await testApp(t, { now })
  const partitions = createPartitions(ctx.db)
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
    await countBatch(ctx.db, partitions, records, null)
  }

  const happenings: Record<string, () => Promise<unknown>> = {
    async 'a link'() {
      const account = random() < 0.8 ? { account: handle(some(names)) } : {}
      slugs.push((await issueLink(ctx, { url: 'https://example.com/a', ...account })).link.slug)
    },
    clicks: clicked,
    'more clicks': clicked,
    'still more clicks': clicked,
    snapshot: () => addSnapshot(ctx, some(names), { followers: below(1000), countedAt: agoMs(100) }),
    async 'a snapshot less'() {
      const { snapshots } = await listSnapshots(ctx, '@ann', { limit: 1 })
      for (const { countedAt } of snapshots) await removeSnapshot(ctx, '@ann', new Date(countedAt))
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
    'a tweet': () => attachTweet(ctx, some(slugs), { tweetedAt: agoMs(60) }),
    async 'a tweet of two links'() {
      const status = ((BigInt(clock.ms) - 1_288_834_974_657n) >> 7n) << 29n
      await attachTweet(ctx, some(slugs), { url: `https://x.com/i/status/${status}` }).catch(refused)
    },
    'another account': () => changeLink(ctx, some(slugs), { account: handle(some(names)) }).catch(refused),
    async 'a link less'() {
      if (slugs.length > 4) await removeLink(ctx, slugs.splice(below(slugs.length), 1)[0] ?? '')
    },
    async 'other rules'() {
      await ctx.db.update(clicks).set({ source: 'other' }).where(eq(clicks.source, 'google'))
      await reclassify(ctx.db, { write: true })
    },
    async time() {
      clock.ms += below(40) * dayMs
    },
  }

  let held = 0
  for (let step = 0; step < 120; step++) {
    const [name, happen] = some(Object.entries(happenings))
    clock.ms += 1 + below(1000)
    if (random() < 0.5) {
      await job.run(signal)
      t.equal(await countStale(ctx, await priorInForce(ctx)), 0, 'the job leaves nobody stale')
    }
    await happen()
    const prior = await priorInForce(ctx)
    for (const { id } of await ctx.db.select({ id: accounts.id }).from(accounts)) {
      const tweets = await tweetsOfAccount(ctx.db, id, null)
      const afresh = windows.map(days =>
        scoreWindows(tweets.toReversed(), [days], { prior, now: now() }).get(days),
      )
      held += (await storedScores(ctx.db, id, windows, { prior, now: now() })).size
      t.strictSame(await scoresNow(ctx, id, prior, windows), afresh, `${name} in step ${step}`)
    }
  }
  t.ok(held > 100, `stored scores held ${held} times`)
})

/** Some things are not allowed; then nothing must have changed. */
function refused(error: { code?: string }) {
  if (!/tweet-of-another-account|link-gone/.test(error.code ?? '')) throw error
}

t.test('a change that commits during the computation leaves the account stale', async t => {
  const { ctx } = await testApp(t)
  const accountId = await storeAccount(ctx.db, '@me', { '2026-01-01': 500 })
  await storeTweet(ctx.db, 'one', { accountId, tweetedAt: '2026-02-01T00:00:00Z', clickers: { x: 10 } })
  await ctx.db.insert(staleScores).values({ accountId })
  let raced = false
  const now = () => {
    raced = true
    return new Date()
  }
  await ctx.db.transaction(async tx => {
    await tx.insert(staleScores).values({ accountId })
    await refreshScores({ ...ctx, now }, [accountId])
  })
  t.ok(raced)
  t.strictSame(await changedAccounts(ctx), [accountId], 'the change that was not seen is still on the list')
  await refreshScores(ctx, [accountId])
  t.strictSame(await changedAccounts(ctx), [])
})

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
