// The database goes away under load: known links go on redirecting, nothing is lost, nothing is
// counted twice.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { browsers, Clicking } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, spawnService } from '../fixtures/service.js'
import { severable } from '../fixtures/severable.js'

for (const trouble of ['cut', 'hang'] as const) {
  t.test(
    `a database that is ${trouble === 'cut' ? 'gone' : 'hanging'} for 10 s costs no redirect and no click`,
    async t => {
      const url = await migratedDatabase(t)
      const path = await severable(t, url)
      const running = await spawnService(t, { DATABASE_URL: path.url })
      const api = new Client(running.address, adminKey)
      const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/', account: '@outage' })

      const web = new Clicking(running.address, 8)
      t.teardown(() => web.close())
      let sent = 0
      let failed = 0
      let loading = true
      const lanes = Array.from({ length: 8 }, async () => {
        while (loading) {
          const answer = await web.visit(slug, {
            userAgent: browsers[2] ?? '',
            referrer: `https://example.org/${sent++}`,
          })
          if (answer.status !== 302) failed += 1
          await pause(5)
        }
      })
      await pause(1000)
      path[trouble]()
      await pause(10_000)
      const health = await (await fetch(`${running.address}/health`)).json()
      t.match(health, { status: 'degraded', database: 'down' })
      t.ok(health.ingest.bytesBehind > 100 * 500, `${health.ingest.bytesBehind} bytes wait`)
      t.ok(health.ingest.lagSeconds > 5, `for ${health.ingest.lagSeconds} s`)
      const during = sent
      path.mend()
      await pause(1000)
      loading = false
      await Promise.all(lanes)
      t.equal(failed, 0, 'every visitor was redirected')
      t.ok(during > 500, `${during} redirects were served while the database was away`)

      const db = connect(url, { max: 1 })
      t.teardown(() => db.$client.end())
      const total = async () => Number((await db.$client`select count(*) from clicks`)[0]?.count)
      t.equal(await eventually(total, found => found >= sent, 60_000), sent, 'every click is there, once')
      t.strictSame(await rollupDifferences(db), [], 'every rollup equals a recount')
      const link = await eventually(
        () => api.ask('GET', `/links/${slug}`),
        answer => answer.clicks === sent,
      )
      t.equal(link.clicks, sent)
    },
  )
}
