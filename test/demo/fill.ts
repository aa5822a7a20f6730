import t from 'tap'
import { ignored, loved } from '../../src/demo/cast.js'
import { clickYear, tweetYear } from '../../src/demo/fill.js'
import { planYear } from '../../src/demo/plan.js'
import { Client, eventually } from '../fixtures/client.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, service } from '../fixtures/service.js'

t.test('a planned year goes in the way a real one would, and the numbers are those of the plan', async t => {
  const { address, context } = await service(t)
  const now = new Date()
  const plan = planYear({ clicks: 6_000, now })
  const ctx = { ...context, now: () => now }
  const tweeted = await tweetYear(ctx, plan)
  t.equal(tweeted.size, plan.tweets.length)
  let hits = 0
  for await (hits of clickYear(ctx, tweeted));
  t.ok(hits > 5_400)
  await eventually(
    async () => context.ingest.status().ingested,
    ingested => ingested === hits,
    60_000,
  )
  t.match(context.ingest.status(), { ingested: hits, setAside: 0, corrupt: 0 })
  t.strictSame(await rollupDifferences(context.db), [], 'every rollup equals a recount')

  const api = new Client(address, adminKey)
  t.match(await api.ask('GET', '/links/small-but-loved/influence'), {
    account: loved,
    followers: 500,
    followerClickers: 400,
    influence: 0.8,
  })
  t.match(await api.ask('GET', '/links/big-and-ignored/influence'), {
    account: ignored,
    followers: 20_000,
    followerClickers: 400,
    influence: 0.02,
  })
  const closed = plan.tweets.filter(({ at }) => at.getTime() < now.getTime() - 8 * 86_400_000)
  for (const { slug, handle, clickers, at } of closed.slice(0, 30)) {
    const found = await api.ask('GET', `/links/${slug}/influence`)
    t.match(found, { account: handle, followerClickers: clickers, tweetedAt: at.toISOString() })
  }
  const { data } = await api.ask('GET', '/lists')
  t.equal(data.length, plan.lists.length)
})

t.test('a signal ends it between two tweets', async t => {
  const { context } = await service(t)
  const plan = planYear({ clicks: 20_000, now: new Date() })
  t.equal((await tweetYear(context, plan, { signal: AbortSignal.abort() })).size, 0)
})
