// A receiver that is down, and a service that is killed while it tells it: every event arrives once
// or more, in the order of its link, signed.
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { receiver, verify } from '../fixtures/receiver.js'
import { adminKey, spawnService } from '../fixtures/service.js'

const links = 30

t.test('a message that was being sent at kill -9 is sent again, before what came later', async t => {
  const url = await migratedDatabase(t)
  const there = await receiver(t)
  const first = await spawnService(t, { DATABASE_URL: url, WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' })
  const api = new Client(first.address, adminKey)
  const wish = { url: there.url, events: ['link.created', 'tweet.attached'] }
  const { secret } = await api.ask('POST', '/webhooks', wish)

  let hanging = 0
  for (let n = 0; n < links; n++) {
    // The first messages arrive. Then they are taken, but nobody ever learns that they were.
    if (n === links / 2) there.answer = () => void hanging++
    await api.ask('POST', '/links', { url: 'https://example.com/', slug: `told-${n}` })
    await api.ask('PUT', `/links/told-${n}/tweet`, { tweetedAt: '2026-01-01T00:00:00Z' })
  }
  t.ok(await eventually(async () => hanging > 0, Boolean), 'a message is on its way')
  await first.stop('SIGKILL')
  there.answer = 204

  // Half a minute later, nobody counts on the dead process any more.
  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end())
  const claimed =
    await db.$client`update webhook_deliveries set claimed_until = now() where claimed_until > now()`
  t.ok(claimed.count > 0, 'it was being sent')

  await spawnService(t, first.env)
  const kinds = () => there.taken.map(({ type, data }) => `${data.link.slug} ${type}`)
  await eventually(
    async () => new Set(kinds()).size,
    size => size === links * 2,
  )
  const arrived = kinds()
  for (let n = 0; n < links; n++) {
    const [made, attached] = [`told-${n} link.created`, `told-${n} tweet.attached`]
    t.ok(arrived.includes(made) && arrived.includes(attached), `told-${n}: both`)
    t.ok(arrived.lastIndexOf(made) < arrived.indexOf(attached), `told-${n}: in order`)
  }
  for (const message of there.taken) t.doesNotThrow(() => verify(secret, message), message.id)
})
