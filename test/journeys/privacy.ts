// Nobody's address is written anywhere: everything the service wrote is searched for the addresses
// that clicked.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { Clicking, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { adminKey, spawnService } from '../fixtures/service.js'

const addresses = ['203.0.113.77', '2001:db8:77:88::99', '198.51.100.200']
/**
 * As the journal and the tables would hold them, if they did: as text, as bytes, and as bytes in
 * hex.
 */
const traces = [
  ...addresses,
  '2001:db8:77:88',
  '2001:0db8:0077:0088',
  '20010db800770088',
  'cb00714d',
  'c63364c8',
].map(text => Buffer.from(text))
traces.push(
  Buffer.from('cb00714d', 'hex'),
  Buffer.from('20010db800770088', 'hex'),
  Buffer.from('c63364c8', 'hex'),
)

t.test('no address is in a table, a journal line, a log line or an answer', async t => {
  const url = await migratedDatabase(t)
  const running = await spawnService(t, {
    DATABASE_URL: url,
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'trace',
    MISSES_PER_MINUTE: '3',
  })
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address)
  t.teardown(() => web.close())
  const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/', account: '@private' })
  const answers: string[] = []
  for (const from of addresses) {
    t.match(await web.visit(slug, { ...person(1), from }), { status: 302 })
    await web.visit(slug, { ...person(1), from, method: 'HEAD' })
    const wrong = { 'x-forwarded-for': from, authorization: 'Bearer wrong' }
    for (let n = 0; n < 5; n++) {
      const missed = await fetch(`${running.address}/unknown-${n}`, { headers: wrong })
      const refused = await fetch(`${running.address}/api/v1/links`, { headers: wrong })
      const broken = await fetch(`${running.address}/api/v1/links`, {
        method: 'POST',
        headers: wrong,
        body: '{',
      })
      for (const answer of [missed, refused, broken]) answers.push(await answer.text())
    }
  }
  const hits = addresses.length * 2
  const stats = await eventually(
    () => api.ask('GET', `/links/${slug}/stats`),
    found => found.clicks + found.excluded.total >= hits,
  )
  t.match(stats, { clicks: addresses.length, clickers: addresses.length })
  answers.push(JSON.stringify(stats), await (await fetch(`${running.address}/health`)).text())
  await running.stop('SIGTERM')

  const written: [string, Buffer][] = [
    ['the log', Buffer.from(running.output.stdout + running.output.stderr)],
    ['the answers', Buffer.from(answers.join('\n'))],
  ]
  for (const name of await readdir(running.env.DATA_DIR, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) written.push([name.name, await readFile(join(name.parentPath, name.name))])
  }
  t.ok(
    written.some(([name]) => name.endsWith('.log')),
    'the journal is among what is searched',
  )
  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end())
  const tables = await db.$client<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'`
  for (const { name } of tables) {
    const rows = await db.$client<{ row: string }[]>`select t::text as row from ${db.$client(name)} t`
    written.push([name, Buffer.from(rows.map(({ row }) => row).join('\n'))])
  }
  for (const [name, content] of written) {
    const found = traces.filter(trace => content.includes(trace)).map(trace => trace.toString('hex'))
    t.strictSame(found, [], `${name} holds no address`)
  }
})
