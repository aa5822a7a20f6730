import t from 'tap'
import { readHistory } from '../../src/accounts/history-csv.js'
import { importHistory } from '../../src/accounts/import-history.js'
import { everything } from '../../src/auth/access.js'
import { accounts, followerCounts } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'
import { tweetsAfresh } from '../fixtures/tweets-afresh.js'

const rows = (text: string) => readHistory(Buffer.from(text), () => null)

t.test('a history is stored, previewed first, and corrects the tweets it concerns', async t => {
  const { db } = await database(t)
  const ctx = { access: everything, db, now: () => new Date('2026-06-01T00:00:00Z') }
  const accountId = await storeAccount(db, '@me', { '2026-01-01': 100, '2026-05-01': 900 })
  await storeTweet(db, 'one', { accountId, tweetedAt: '2026-02-10T00:00:00Z' })
  await storeTweet(db, 'two', { accountId, tweetedAt: '2026-05-10T00:00:00Z' })
  await storeTweet(db, 'old', { accountId, tweetedAt: '2025-12-01T00:00:00Z' })
  const history = await rows('@ME,2026-01-01,100\n@me,2026-02-01,200\n@me,2026-05-01,950\n@new,2026-01-01,5')
  const report = {
    accounts: { new: 1, known: 1 },
    snapshots: { new: 2, changed: 1, unchanged: 1 },
    tweetsCorrected: 2,
  }
  t.strictSame(await importHistory(ctx, history, { dryRun: true }), { dryRun: true, ...report })
  t.equal(await db.$count(accounts), 1)
  t.equal(await db.$count(followerCounts), 2)
  const followers = async () => (await tweetsAfresh(db, accountId)).map(({ f }) => f).sort()
  t.strictSame(await followers(), [100, 100, 900])

  t.strictSame(await importHistory(ctx, history, { dryRun: false }), { dryRun: false, ...report })
  t.strictSame(await followers(), [100, 200, 950])
  const again = await importHistory(ctx, history, { dryRun: false })
  t.strictSame(again.snapshots, { new: 0, changed: 0, unchanged: 4 }, 'a second time changes nothing')
  t.strictSame(again.accounts, { new: 0, known: 2 })
  t.equal(again.tweetsCorrected, 0)
  const sources = (await db.select().from(followerCounts)).map(({ source }) => source).sort()
  t.strictSame(sources, ['csv', 'csv', 'csv', 'manual'], 'what was right keeps its source')
})

t.test('imports at once wait for each other', async t => {
  const { db } = await database(t)
  const ctx = { access: everything, db, now: () => new Date() }
  const lines = Array.from({ length: 300 }, (_, n) => `@a${n},2026-01-01,${n}`)
  const forth = await rows(lines.join('\n'))
  const back = await rows(lines.toReversed().join('\n'))
  const reports = await Promise.all(
    [forth, back, forth].map(file => importHistory(ctx, file, { dryRun: false })),
  )
  t.equal(
    reports.reduce((sum, { snapshots }) => sum + snapshots.new, 0),
    300,
  )
  t.equal(await db.$count(accounts), 300)
})

t.test('a contradiction is named beside all else that is wrong, and nothing is stored', async t => {
  const { db } = await database(t)
  const ctx = { access: everything, db, now: () => new Date('2026-06-01T00:00:00Z') }
  const file = [
    '@me,2026-01-01,500',
    '@me,2026-01-02,x',
    '@ME,2026-01-01,501',
    '@me,2026-01-01,500',
    '@b',
  ].join('\n')
  await t.rejects(importHistory(ctx, rows(file), { dryRun: false }), {
    code: 'invalid-csv',
    facts: {
      total: 3,
      errors: [
        { line: 2, message: /followers/ },
        { line: 3, message: 'contradicts line 1, of the same account and time' },
        { line: 5, message: /three columns/ },
      ],
    },
  })
  const many = Array.from({ length: 3_000 }, (_, n) => `@a,2026-01-01,${n}`).join('\n')
  await t.rejects(importHistory(ctx, rows(many), { dryRun: false }), {
    message: /^2999 lines/,
  })
  t.equal(await db.$count(accounts), 0)
  t.equal(await db.$count(followerCounts), 0)
})
