import { pino } from 'pino'
import t from 'tap'
import { changeAccount, removeAccount } from '../../src/accounts/change.js'
import { createAccount } from '../../src/accounts/create.js'
import { addSnapshot, removeSnapshot } from '../../src/accounts/followers.js'
import { parseHandle } from '../../src/accounts/handle.js'
import { importHistory } from '../../src/accounts/import-history.js'
import { connect } from '../../src/db/connect.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { changeLink } from '../../src/links/change.js'
import { removeLink } from '../../src/links/remove.js'
import { openChanges } from '../../src/stats/changes.js'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'
import { severable } from '../fixtures/severable.js'

t.test('everything that a figure is made of is heard of when it changes', async t => {
  const { ctx } = await testApp(t)
  const account = parseHandle('@me')
  if (account === null) throw new Error('@me is a handle.')
  const link = await storeLink(ctx.db, 'first')
  const changes = await openChanges(ctx)
  t.teardown(changes.close)
  const countedAt = new Date('2026-05-01T00:00:00Z')
  const from = Date.parse('2026-05-02T00:00:00Z')
  const records = randomRecords(seeded(1), { count: 10, linkIds: [link.id], from, to: from + 1_000 })
  const rows = [{ account, countedAt, followers: 600, line: 2 }]
  const works: Record<string, () => Promise<unknown>> = {
    'clicks counted': () => countRecords(ctx.db, records),
    'an account made': () => createAccount(ctx, { account }),
    'an account changed': () => changeAccount(ctx, '@me', { public: true }),
    'followers counted': () => addSnapshot(ctx, '@me', { followers: 500, countedAt }),
    'followers imported': () => importHistory(ctx, rows, { dryRun: false }),
    'a count removed': () => removeSnapshot(ctx, '@me', countedAt),
    'a link changed': () => changeLink(ctx, 'first', { public: true }),
    'a tweet attached': () => attachTweet(ctx, 'first', { tweetedAt: countedAt }),
    'a link removed': () => removeLink(ctx, 'first'),
    'an account removed': () => removeAccount(ctx, '@me'),
  }
  for (const [what, work] of Object.entries(works)) {
    const before = changes.version()
    await work()
    t.not(
      await eventually(
        async () => changes.version(),
        version => version !== before,
      ),
      before,
      what,
    )
  }
  const before = changes.version()
  await countRecords(ctx.db, records)
  await importHistory(ctx, rows, { dryRun: true }).catch(() => {})
  await ctx.db.$client`select pg_notify('fivehundred_links', 'last')`
  await eventually(
    async () => changes.version(),
    version => version !== before,
  )
  t.equal(changes.version(), before + 1, 'clicks counted before and a preview are nothing new')
})

t.test('what cannot be heard may have happened', async t => {
  const { url } = await database(t)
  const way = await severable(t, url)
  const db = connect(way.url, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  way.cut()
  const changes = await openChanges({ db, log: pino({ level: 'silent' }) })
  t.teardown(changes.close)
  t.not(changes.version(), changes.version(), 'before listening has begun')
  way.mend()
  const standsStill = async () => {
    const [first, second] = await eventually(
      async () => [changes.version(), changes.version()],
      ([one, two]) => one === two,
    )
    t.equal(first, second)
    return first
  }
  const before = await standsStill()
  way.cut()
  const [one, other] = await eventually(
    async () => [changes.version(), changes.version()],
    ([first, second]) => first !== second,
  )
  t.not(one, other, 'after it was lost')
  way.mend()
  const after = await eventually(
    async () => changes.version(),
    version => version !== before,
  )
  t.not(after, before, 'while the connection was broken')
  await standsStill()
})
