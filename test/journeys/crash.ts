// 100,000 clicks at full speed, kill -9 in the middle, a restart: every answered redirect is
// counted exactly once.
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { browsers, Clicking, inParallel } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, spawnService } from '../fixtures/service.js'

const clicks = 100_000

t.test('every redirect that was answered is counted exactly once across kill -9', async t => {
  const url = await migratedDatabase(t)
  const first = await spawnService(t, { DATABASE_URL: url })
  const api = new Client(first.address, adminKey)
  const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/', account: '@crash' })

  const answered = new Set<number>()
  const web = new Clicking(first.address)
  await inParallel(clicks, 64, async n => {
    if (n === clicks / 2) process.kill(first.pid, 'SIGKILL')
    try {
      const answer = await web.visit(slug, {
        userAgent: browsers[0] ?? '',
        referrer: `https://example.org/${n}`,
      })
      if (answer.status === 302) answered.add(n)
      return true
    } catch {
      // The service is dead: what got no answer is not promised.
      return n < clicks / 2
    }
  })
  web.close()
  t.ok(answered.size >= clicks / 2 - 64, `${answered.size} redirects were answered before the end`)

  // The same journal and the same database, a new process, and the second half of the clicks.
  const second = await spawnService(t, first.env)
  const again = new Clicking(second.address)
  await inParallel(clicks / 2, 64, async n => {
    const answer = await again.visit(slug, {
      userAgent: browsers[0] ?? '',
      referrer: `https://example.org/${clicks + n}`,
    })
    if (answer.status === 302) answered.add(clicks + n)
  })
  again.close()

  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end())
  const stored = () => db.$client<{ n: string; times: string }[]>`
    select substring(referrer from '[0-9]+$') as n, count(*) as times from clicks group by 1`
  const rows = await eventually(stored, found => found.length >= answered.size)
  const times = new Map(rows.map(row => [Number(row.n), Number(row.times)]))
  t.strictSame(
    [...answered].filter(n => times.get(n) !== 1).length,
    0,
    'each answered redirect is there exactly once',
  )
  t.equal(rows.filter(row => Number(row.times) !== 1).length, 0, 'nothing is there twice')

  const link = await new Client(second.address, adminKey).ask('GET', `/links/${slug}`)
  t.equal(link.clicks + link.excluded, rows.length, 'the totals count every row')
  t.strictSame(await rollupDifferences(db), [], 'every rollup equals a recount')
})
