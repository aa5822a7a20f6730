import t, { type Test } from 'tap'
import { followerCounts, followerRefreshes } from '../../src/db/schema.js'
import { followerProviders } from '../../src/followers/providers.js'
import { refreshFollowersJob } from '../../src/jobs/refresh-followers.js'
import { testApp } from '../fixtures/app.js'
import { impatience, network } from '../fixtures/network.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const start = Date.parse('2026-06-01T06:00:00Z')
const hourMs = 3_600_000

/**
 * An application whose networks are all one stub that knows everybody, and a clock that the test
 * moves.
 */
async function setUp(t: Test, env: Record<string, string> = {}) {
  const clock = { ms: start }
  const found = await network(t, knowsEverybody)
  const addresses = { X_API_URL: found.url, BLUESKY_API_URL: found.url, MASTODON_API_URL: found.url }
  const tested = await testApp(t, {
    now: () => new Date(clock.ms),
    env: { ...addresses, X_BEARER_TOKEN: 'token', ...env },
  })
  const { ctx } = tested
  const providers = followerProviders(ctx.config.providers, { ...impatience, attempts: 2 })
  const job = refreshFollowersJob({ ...ctx, providers })
  const run = () => job.run(new AbortController().signal)
  const account = (name: string, days = 1) => storeTweeting(ctx.db, name, days)
  return { ...tested, clock, found, run, account }
}

function knowsEverybody(url: URL) {
  const names = url.searchParams.get('usernames')?.split(',') ?? []
  const data = names.map(username => ({ username, public_metrics: { followers_count: 42 } }))
  const actors = url.searchParams.getAll('actors')
  return {
    body: { data, profiles: actors.map(handle => ({ handle, followersCount: 42 })), followers_count: 42 },
  }
}

let slugs = 0
async function storeTweeting(db: Parameters<typeof storeAccount>[0], name: string, daysAgo: number) {
  const accountId = await storeAccount(db, name, { '2026-05-01': 10 })
  const tweetedAt = new Date(start - daysAgo * 24 * hourMs).toISOString()
  await storeTweet(db, `slug${slugs++}`, { accountId, tweetedAt, link: { public: true } })
  return accountId
}

t.test('accounts with a tweet in its window are asked about once a day, on every network', async t => {
  const { ctx, run, account, found, clock } = await setUp(t)
  const asked = [
    await account('@me'),
    await account('@you'),
    await account('@me.example.com'),
    await account('@me@example.com'),
  ]
  await account('@silent', 8)
  await storeAccount(ctx.db, '@never')
  await run()
  t.strictSame(found.asked, [
    '/2/users/by?usernames=me,you&user.fields=public_metrics',
    '/xrpc/app.bsky.actor.getProfiles?actors=me.example.com',
    '/api/v1/accounts/lookup?acct=me',
  ])
  const fresh = (await ctx.db.select().from(followerCounts)).filter(({ followers }) => followers === 42)
  t.strictSame(
    fresh.map(({ accountId }) => accountId).sort((a, b) => a - b),
    asked,
  )
  t.same(new Set(fresh.map(({ source }) => source)), new Set(['x', 'bluesky', 'mastodon']))
  t.same(new Set(fresh.map(({ countedAt }) => countedAt.getTime())), new Set([start]))
  clock.ms += 23 * hourMs
  await run()
  t.equal(found.asked.length, 3, 'not again on the same day')
  clock.ms += hourMs
  await run()
  t.equal(found.asked.length, 6)
})

t.test('batches are as large as the network takes, and the budget of X holds over the day', async t => {
  const { run, account, found, clock, api } = await setUp(t, { X_DAILY_BUDGET: '120' })
  for (let n = 0; n < 130; n++) await account(`@a${n}`)
  await run()
  const sizes = () => found.asked.map(path => path.split('&')[0]?.split(',').length)
  t.strictSame(sizes(), [100, 20])
  await run()
  t.strictSame(sizes(), [100, 20], 'nothing is left today')
  const refused = await api('POST', '/accounts/@a0/followers/refresh')
  t.match(refused.json(), {
    status: 429,
    code: 'budget-exhausted',
    dailyBudget: 120,
    retryAfterSeconds: 64_800,
  })
  clock.ms += 18 * hourMs
  await run()
  t.strictSame(sizes(), [100, 20, 10], 'those left over come first on the next day')
})

t.test('with 0 hours nobody is asked', async t => {
  const { run, account, found } = await setUp(t, { FOLLOWERS_REFRESH_HOURS: '0' })
  await account('@me')
  await run()
  t.strictSame(found.asked, [])
})

t.test('with the networks down for a day no page, link or badge suffers', async t => {
  const { ctx, app, run, account, found, clock, api, logged } = await setUp(t, { X_DAILY_BUDGET: '1' })
  const id = await account('@me')
  found.answer = { status: 503, body: '<html>Fail whale</html>' }
  const slug = `slug${slugs - 1}`
  const influence = async () => (await api('GET', '/accounts/@me/influence')).json().followers
  for (let hour = 0; hour < 24; hour += 3) {
    await run()
    t.equal((await app.inject(`/${slug}`)).statusCode, 302)
    t.equal((await app.inject(`/badge/${slug}.svg`)).statusCode, 200)
    t.equal(await influence(), 10)
    clock.ms += 3 * hourMs
  }
  t.match(await ctx.db.select().from(followerRefreshes), [{ accountId: id, problem: 'unavailable' }])
  t.ok(logged.some(line => line.includes('A network gave no follower counts')))
  const states = (await api('GET', '/followers/providers')).json().data
  t.match(states[0], {
    provider: 'x',
    askedToday: 0,
    lastSuccessAt: null,
    lastProblem: { handle: '@me', problem: 'unavailable' },
  })
  found.answer = knowsEverybody
  await run()
  t.equal(await influence(), 42, 'and when it is back, so are its counts')
})

t.test('a network that fails in any way keeps no other from being asked', async t => {
  const { ctx, account } = await setUp(t)
  await account('@one')
  await account('@two@example.social')
  const asked: string[] = []
  const providers = ctx.config.providers && followerProviders(ctx.config.providers, impatience)
  const job = refreshFollowersJob({
    ...ctx,
    providers: providers.map(provider => ({
      ...provider,
      ask: async handles => {
        asked.push(provider.name)
        if (provider.name === 'x') throw new TypeError('A mistake of ours.')
        return new Map(handles.map(handle => [handle, { followers: 7 }]))
      },
    })),
  })
  await t.rejects(job.run(new AbortController().signal), {
    message: '1 networks could not be done (x): A mistake of ours.',
  })
  t.strictSame(asked.sort(), ['mastodon', 'x'])
})
