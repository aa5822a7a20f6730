import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { changeLink } from '../../src/links/change.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import { linkNumbers } from '../../src/stats/link-numbers.js'
import { testApp } from '../fixtures/app.js'
import { linkStats, tweetInfluence } from '../fixtures/by-name.js'
import { handle } from '../fixtures/handles.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

t.test('says of many links what each one says by itself', async t => {
  const { ctx } = await testApp(t)
  await createAccount(ctx, { account: handle('@me'), followers: 500 })
  const url = 'https://example.com/'
  await issueLink(ctx, { url, slug: 'mine', account: handle('@me') })
  await issueLink(ctx, { url, slug: 'unknown', account: handle('@you') })
  await issueLink(ctx, { url, slug: 'alone' })
  await issueLink(ctx, { url, slug: 'idle', account: handle('@me') })
  const rows = await ctx.db.$client<{ id: string }[]>`select id from links where slug <> 'idle' order by id`
  const from = Date.now()
  const linkIds = rows.map(({ id }) => Number(id))
  const records = randomRecords(seeded(3), { count: 300, linkIds, from, to: from + 3_600_000, people: 40 })
  await countRecords(ctx.db, records)

  const numbers = await linkNumbers(ctx, ['mine', 'unknown', 'alone', 'idle', 'nobody'])
  t.same([...numbers.keys()].sort(), ['alone', 'idle', 'mine', 'unknown'])
  for (const [slug, found] of numbers) {
    const stats = await linkStats(ctx, slug)
    const { followers: f, followerClickers: h, tweetedAt } = await tweetInfluence(ctx, slug)
    t.same(found, {
      clicks: stats.clicks,
      clickers: stats.clickers,
      excluded: stats.excluded.total,
      tweet: tweetedAt === null ? null : { h, f },
    })
  }
  t.ok((numbers.get('mine')?.tweet?.h ?? 0) > 0)
  t.equal(numbers.get('mine')?.tweet?.f, 500)
  t.equal(numbers.get('unknown')?.tweet?.f, null)

  await changeLink(ctx, 'alone', { account: handle('@me') })
  t.ok((await linkNumbers(ctx, ['alone'])).get('alone')?.tweet)
  await removeLink(ctx, 'idle')
  t.equal((await linkNumbers(ctx, ['idle'])).size, 0)
  t.equal((await linkNumbers(ctx, [])).size, 0)
})
