import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { issueLink } from '../../src/links/issue.js'
import { browsers, Clicking, inParallel } from '../fixtures/clicking.js'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'
import { handle } from '../fixtures/handles.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { service } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('while clicks come in, all is well', { timeout: 120_000 }, async t => {
  const { db, url } = await database(t)
  const env = { DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t), TRUST_PROXY: 'loopback' }
  const running = await service(t, env)
  const { address, context } = running
  await createAccount(context, { account: handle('@me'), followers: 500 })
  for (const slug of ['one', 'two'])
    await issueLink(context, { url: 'https://example.com/', slug, account: handle('@me') })
  let over = false
  let visited = 0
  const clicking = (async () => {
    const web = new Clicking(address)
    for (let n = 0; !over; n += 16)
      await inParallel(16, 16, async k => {
        await web.visit(k % 2 === 0 ? 'one' : 'two', {
          from: `85.${(n >> 8) & 255}.${n & 255}.${k}`,
          userAgent: browsers[k % browsers.length] ?? '',
          referrer: `https://example.org/${n}`,
        })
        visited++
      })
    web.close()
  })()
  for (let round = 0; round < 3; round++) {
    const { status, out } = await commandLine(['doctor', ...(round === 2 ? ['--fix'] : [])], env)
    t.equal(status, 0, out)
  }
  over = true
  await clicking
  const counted = async () => (await db.$client`select from clicks`).length
  while ((await counted()) < visited) await sleep(50)
  await running.close()
  const [{ n } = { n: 0 }] = await db.execute<{ n: number }>(sql`select count(*)::int as n from clicks`)
  t.ok(n > 100, `${n} hits`)
  t.strictSame(await rollupDifferences(db), [])
})
