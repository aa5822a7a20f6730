import type { lookup } from 'node:dns'
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { importLinks } from '../../src/imports/import-links.js'
import { sendWebhooksJob } from '../../src/jobs/send-webhooks.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { issueLink } from '../../src/links/issue.js'
import {
  changeWebhook,
  createWebhook,
  type NewWebhook,
  removeWebhook,
  renewSecret,
} from '../../src/webhooks/change.js'
import { claim } from '../../src/webhooks/claim.js'
import {
  forgetDeliveries,
  listDeliveries,
  repeatDelivery,
  testWebhook,
} from '../../src/webhooks/deliveries.js'
import { listWebhooks, readWebhook } from '../../src/webhooks/find.js'
import { usualLimits } from '../../src/webhooks/post.js'
import { reachOf } from '../../src/webhooks/reach.js'
import { testApp } from '../fixtures/app.js'
import { receiver, verify } from '../fixtures/receiver.js'

// Receivers verify that a message was sent now, so what takes hours begins hours ago.
let behindMs = 0
const now = () => new Date(Date.now() - behindMs)
const { ctx } = await testApp(t, { now, env: { WEBHOOK_ALLOW_PRIVATE: '127.0.0.1, 127.0.0.2/31' } })
const never = new AbortController().signal
const hurried = { ...usualLimits, answerMs: 2_000, bodyMs: 50 }
const url = 'https://example.com/article'

/** What one node does until nothing is due. */
const node = (given: object = {}) =>
  sendWebhooksJob({ ...ctx, reach: reachOf(ctx.config), limits: hurried, chance: () => 0, ...given })

/** A webhook of its own, gone when the test ends, so that no other test is told of. */
async function hook(t: Test, wish: NewWebhook) {
  const made = await createWebhook(ctx, wish)
  t.teardown(() => removeWebhook(ctx, String(made.id)))
  return { ...made, id: String(made.id) }
}
const log = async (id: string) => (await listDeliveries(ctx, id, { limit: 100 })).items
const tweetedAt = (n: number) => ({ tweetedAt: new Date(Date.parse('2026-01-01T00:00:00Z') + n * 60_000) })

t.test('a receiver that is down for an hour gets every event, in the order of its link', async t => {
  const there = await receiver(t)
  behindMs = 3_700_000
  const { id, secret } = await hook(t, { url: there.url, events: ['link.created', 'tweet.attached'] })
  there.answer = 503
  const told: string[] = []
  for (let round = 0; round < 12; round++, behindMs -= 300_000) {
    const slug = `down-${round % 3}`
    if (round < 3) await issueLink(ctx, { url, slug })
    else await attachTweet(ctx, slug, tweetedAt(round))
    told.push(`${slug} ${round < 3 ? null : tweetedAt(round).tweetedAt.toISOString()}`)
    await node().run(never)
    if (round === 6) {
      // A node is killed between taking a message and hearing of it: a claim that nobody ends.
      await ctx.db.execute(sql`update webhook_deliveries set due_at = created_at where webhook_id = ${id}`)
      t.ok(await claim(ctx.db, Number(id), now()))
    }
  }
  behindMs = 0
  t.match(await readWebhook(ctx.db, id), { waiting: 12, failingSince: /Z$/, enabled: true })
  there.answer = 204
  await ctx.db.execute(sql`update webhook_deliveries set due_at = ${now().toISOString()}::timestamptz
    where id = (select min(id) from webhook_deliveries where webhook_id = ${id})`)
  await node().run(never)
  t.match(await readWebhook(ctx.db, id), { waiting: 0, failingSince: null })
  for (const message of there.taken) t.doesNotThrow(() => verify(secret, message))
  const got = there.taken.map(({ data }) => `${data.link.slug} ${data.link.tweet?.tweetedAt ?? null}`)
  for (const slug of ['down-0', 'down-1', 'down-2']) {
    const ofLink = (all: string[]) => all.filter(line => line.startsWith(slug))
    t.strictSame(ofLink(got), ofLink(told), slug)
  }
  t.equal(new Set(there.taken.map(({ id }) => id)).size, 12)
  t.match(there.taken[0], {
    type: 'link.created',
    data: { link: { slug: 'down-0', shortUrl: 'https://sho.rt/down-0' } },
  })
})

t.test('two nodes send each event once, and those of a link one after the other', async t => {
  const there = await receiver(t)
  const { id } = await hook(t, { url: there.url, events: ['link.created', 'tweet.attached'] })
  for (const n of [0, 1, 2, 3, 4]) {
    await issueLink(ctx, { url, slug: `two-${n}` })
    for (const at of [1, 2, 3]) await attachTweet(ctx, `two-${n}`, tweetedAt(at))
    // As it was, it is no event.
    await attachTweet(ctx, `two-${n}`, tweetedAt(3))
  }
  let rest = [1, 2]
  while (rest.length > 0) {
    await Promise.all(rest.map(() => node().run(never)))
    if ((await readWebhook(ctx.db, id)).waiting === 0) rest = []
  }
  t.equal(there.taken.length, 20)
  for (const n of [0, 1, 2, 3, 4]) {
    const times = there.taken
      .filter(({ data }) => data.link.slug === `two-${n}`)
      .map(({ data }) => data.link.tweet)
    t.match(times, [null, ...[1, 2, 3].map(at => ({ tweetedAt: tweetedAt(at).tweetedAt.toISOString() }))])
  }
})

t.test('a receiver that never answers, or answers without end, holds up no other', async t => {
  const [slow, good] = [await receiver(t), await receiver(t)]
  slow.answer = () => {}
  const bad = await hook(t, { url: slow.url, events: ['link.created'] })
  await hook(t, { url: good.url, events: ['link.created'] })
  await issueLink(ctx, { url, slug: 'slow-1' })
  const stop = new AbortController()
  const endless = node({ limits: usualLimits }).run(stop.signal)
  while (good.taken.length < 1) await new Promise(resolve => setTimeout(resolve, 5))
  await issueLink(ctx, { url, slug: 'slow-2' })
  while (good.taken.length < 2) await new Promise(resolve => setTimeout(resolve, 5))
  stop.abort()
  await endless
  t.match(await log(bad.id), [{ attempts: 0, status: 'waiting' }, { attempts: 0 }], 'a stop is no failure')
  await node().run(never)
  t.match(await log(bad.id), [
    { attempts: 1, status: 'waiting', problem: 'It did not answer within 2 seconds.' },
    { attempts: 1 },
  ])
  const answers: [(typeof slow)['answer'], object][] = [
    [
      response => {
        response.writeHead(200)
        const more = () => response.write('x'.repeat(65_536), error => !error && setImmediate(more))
        more()
      },
      { status: 'delivered', responseStatus: 200, response: 'x'.repeat(1024) },
    ],
    [
      response => {
        response.writeHead(200).write('a little, then nothing\0')
      },
      { status: 'delivered', response: 'a little, then nothing\ufffd' },
    ],
    [
      response => response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(10_000_000)}\r\n\r\n`),
      { status: 'failed', problem: 'Its headers have more than 16384 bytes.' },
    ],
    [response => response.socket?.destroy(), { status: 'failed', problem: /hang up/ }],
    [
      response => response.socket?.end('no HTTP at all\r\n\r\n'),
      { status: 'failed', problem: /Parse Error/ },
    ],
  ]
  for (const [answer, wanted] of answers) {
    slow.answer = answer
    await testWebhook(ctx, bad.id)
    await node().run(never)
    t.match((await log(bad.id))[0], wanted)
  }
})

t.test('no private address is reached that is not allowed, nor by a redirect or a changed name', async t => {
  const there = await receiver(t)
  for (const host of [
    ...['127.0.0.9', '10.0.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '0x7f000009'],
    ...[
      '[::1]',
      '[::ffff:10.0.0.1]',
      '[fd00::1]',
      '[fe80::1]',
      '[64:ff9b::a00:1]',
      '[::a00:1]',
      '2130706441',
    ],
  ])
    await t.rejects(
      createWebhook(ctx, { url: `http://${host}/`, events: ['link.created'] }),
      { code: 'invalid-input', message: /^url: must not be the private address/ },
      host,
    )
  for (const bad of [
    'ftp://example.com',
    'https://me:secret@example.com',
    'https://example.com/#here',
    'example.com',
  ])
    await t.rejects(
      createWebhook(ctx, { url: bad, events: ['link.created'] }),
      { code: 'invalid-input' },
      bad,
    )

  const port = new URL(there.url).port
  // The name is public when it is looked up by itself, and private when the socket asks.
  const { id } = await hook(t, { url: `http://rebound.example:${port}/`, events: ['link.created'] })
  const closed = reachOf({ webhookAllowPrivate: false }, ((
    _: string,
    __: object,
    done: (...all: unknown[]) => void,
  ) => done(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as typeof lookup)
  await testWebhook(ctx, id)
  await node({ reach: closed }).run(never)
  t.match((await log(id))[0], { status: 'failed', problem: 'rebound.example has no public address' })
  // A stored address is looked at again when it is sent to.
  await changeWebhook(ctx, id, { url: there.url })
  await testWebhook(ctx, id)
  await node({ reach: closed }).run(never)
  t.match((await log(id))[0], { status: 'failed', problem: /must not be the private address 127.0.0.1/ })
  const inner = await receiver(t)
  there.answer = response => void response.writeHead(307, { location: inner.url }).end()
  await testWebhook(ctx, id)
  await node().run(never)
  t.match((await log(id))[0], {
    status: 'failed',
    responseStatus: 307,
    problem: /a redirect to .* not followed/,
  })
  t.strictSame([...inner.taken, ...there.taken], [])
})

t.test('a secret that is renewed overlaps with the former one for a day', async t => {
  const there = await receiver(t)
  behindMs = 86_400_000
  const { id, secret: former } = await hook(t, { url: there.url, events: ['link.created'] })
  const { secret } = await renewSecret(ctx, id)
  t.match(secret, /^whsec_[\w+/]{32}$/)
  behindMs = 1_000
  await testWebhook(ctx, id)
  await node().run(never)
  behindMs = 0
  await testWebhook(ctx, id)
  await node().run(never)
  const [both, one] = there.taken
  t.match(both, { type: 'webhook.test', headers: { 'webhook-signature': /^v1,\S+ v1,\S+$/ } })
  for (const each of [secret, former]) t.doesNotThrow(() => verify(each, both as never))
  t.doesNotThrow(() => verify(secret, one as never))
  t.throws(() => verify(former, one as never))
  t.notMatch(JSON.stringify(await listWebhooks(ctx.db)), /whsec_/)
})

t.test(
  'a webhook that is gone, or fails for five days, is disabled; what waits goes on when it is enabled',
  async t => {
    const there = await receiver(t)
    const { id } = await hook(t, { url: there.url, events: ['link.created'] })
    there.answer = 410
    await issueLink(ctx, { url, slug: 'gone-1' })
    await node().run(never)
    t.match(await readWebhook(ctx.db, id), { enabled: false, disabledReason: 'gone', waiting: 1 })
    await issueLink(ctx, { url, slug: 'gone-2' })
    there.answer = 204
    await node().run(never)
    t.strictSame(there.taken, [])
    await changeWebhook(ctx, id, { enabled: true })
    await node().run(never)
    t.match(there.taken, [{ data: { link: { slug: 'gone-1' } } }])
    t.equal(there.taken.length, 1, 'while it is disabled it is told nothing')

    there.answer = 500
    behindMs = 5 * 86_400_000 + 1_000
    await issueLink(ctx, { url, slug: 'gone-3' })
    for (; behindMs > 0; behindMs -= 3_600_000) await node().run(never)
    behindMs = 0
    const [given] = await log(id)
    t.match(given, {
      status: 'failed',
      attempts: 10,
      nextAttemptAt: null,
      problem: 'It answered 500.',
      response: 'status 500',
    })
    await issueLink(ctx, { url, slug: 'gone-4' })
    await node().run(never)
    t.match(await readWebhook(ctx.db, id), { enabled: false, disabledReason: 'failing' })
    there.answer = 204
    await changeWebhook(ctx, id, { enabled: true })
    await repeatDelivery(ctx, id, String(given?.id))
    await node().run(never)
    const [, repeated, last] = there.taken
    t.match(
      [repeated, last],
      [{ id: given?.messageId, data: { link: { slug: 'gone-3' } } }, { data: { link: { slug: 'gone-4' } } }],
    )
    await ctx.db.execute(
      sql`update webhook_deliveries set created_at = created_at - interval '31 days' where id = ${given?.id}`,
    )
    t.equal(await forgetDeliveries(ctx.db, now()), 1)
  },
)

t.test('links that are imported, or found, are no new links', async t => {
  const there = await receiver(t)
  const { id } = await hook(t, { url: there.url, events: ['link.created'] })
  const file = Buffer.from('slug,url\nimported-1,https://example.com/imported\n')
  t.match(await importLinks(ctx, file, { dryRun: false, onClash: 'refuse', skipInvalid: false }), { made: 1 })
  await issueLink(ctx, { url, findExisting: true })
  await issueLink(ctx, { url: 'https://example.com/fresh', findExisting: true })
  t.equal((await log(id)).length, 1)
})
