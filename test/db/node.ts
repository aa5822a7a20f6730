import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { connect } from '../../src/db/connect.js'
import { claimNode } from '../../src/db/node.js'
import { emptyDatabase } from '../fixtures/database.js'

async function place(t: Test) {
  const url = await emptyDatabase(t)
  const messages: string[] = []
  const hear = (_facts: unknown, message?: string) => void messages.push(message ?? '')
  const log = { warn: hear, error: hear, info: hear }
  const nodeId = randomUUID()
  const claim = (id = nodeId) => claimNode({ url, nodeId: id, dataDir: '/data', log, patienceMs: 150 })
  const admin = connect(url, { max: 1 })
  t.teardown(() => admin.$client.end())
  return { claim, messages, admin }
}

t.test('a node has one holder at a time, and the second is told who', async t => {
  const { claim } = await place(t)
  const first = await claim()
  await t.rejects(claim(), {
    name: 'CannotStart',
    message: `Another Fivehundred service (process ${process.pid}) already runs on DATA_DIR /data; stop it or set another DATA_DIR.`,
  })
  await first.release()
  const second = await claim()
  await second.release()
})

t.test('nodes of one database do not hinder each other', async t => {
  const { claim } = await place(t)
  const [first, second] = await Promise.all([claim(), claim(randomUUID())])
  await first.release()
  await second.release()
})

t.test('a claim whose connection is lost is taken again', async t => {
  const { claim, messages, admin } = await place(t)
  const first = await claim()
  t.teardown(() => first.release())
  // Other tests hold locks in other databases of the same server.
  await admin.$client`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`
  while (messages.length === 0) await new Promise(resolve => setTimeout(resolve, 10))
  t.match(messages[0], /claimed again/)
  await t.rejects(claim(), { name: 'CannotStart' })
})
