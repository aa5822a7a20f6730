import { type IncomingMessage, request } from 'node:http'
import t, { type Test } from 'tap'
import { type TestApp, testApp } from '../../fixtures/app.js'
import { eventually } from '../../fixtures/client.js'
import { countRecords, randomRecords, seeded } from '../../fixtures/hits.js'
import { storeLink } from '../../fixtures/links.js'
import { browser } from '../../fixtures/pages.js'

/** The cookie of a login. */
async function session(test: TestApp): Promise<string> {
  const answer = await browser(test).post('/login', { key: test.key })
  const cookie = answer.cookies.find(({ name }) => name === 'fivehundred_session')
  return `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}`
}

/** Opens a stream of a listening application; `text()` is what came so far. */
async function open(t: Test, port: number, path: string, cookie: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, headers: { cookie, 'accept-encoding': 'gzip, br' } },
      resolve,
    )
    sent.on('error', reject).end()
    t.teardown(() => sent.destroy())
  })
  let text = ''
  let ended = false
  answer.setEncoding('utf8').on('data', chunk => {
    text += chunk
  })
  answer.on('end', () => {
    ended = true
  })
  answer.on('error', () => {})
  return { answer, text: () => text, ended: () => ended, leave: () => answer.destroy() }
}

async function listening(t: Test) {
  const test = await testApp(t)
  const address = await test.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...test, port: Number(new URL(address).port), cookie: await session(test) }
}

t.test('the numbers of the links asked for arrive, and again when they change', async t => {
  const { ctx, port, cookie } = await listening(t)
  const link = await storeLink(ctx.db, 'mine')
  await storeLink(ctx.db, 'other')
  const stream = await open(t, port, '/app/live?slugs=mine,a%00b,nobody,mine', cookie)
  t.match(stream.answer, {
    statusCode: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  })
  await eventually(
    async () => stream.text(),
    text => text.includes('data:'),
  )
  t.match(stream.text(), /^retry: 3000\n\ndata: \[\{"slug":"mine","clicks":"0",[^\n]*\}\]\n\n$/)
  const from = Date.now()
  const records = randomRecords(seeded(1), { count: 40, linkIds: [link.id], from, to: from + 1000 })
  await countRecords(ctx.db, records)
  const counted = await ctx.db.$client<{ clicks: number }[]>`select clicks::int from link_totals`
  const expected = `"clicks":"${counted[0]?.clicks}"`
  t.match(
    await eventually(
      async () => stream.text(),
      text => text.includes(expected),
    ),
    expected,
  )
  t.notMatch(stream.text(), 'other')
})

t.test('the service stops at once while somebody looks', async t => {
  const { app, ctx, port, cookie } = await listening(t)
  await storeLink(ctx.db, 'mine')
  const stream = await open(t, port, '/app/live?slugs=mine', cookie)
  await eventually(
    async () => stream.text(),
    text => text.includes('data:'),
  )
  await app.close()
  t.ok(
    await eventually(
      async () => stream.ended(),
      ended => ended,
    ),
  )
})

t.test('one key has a limited number of streams; those that end make room', async t => {
  const { port, cookie, app } = await listening(t)
  const streams = []
  for (let n = 0; n < 50; n++) streams.push(await open(t, port, '/app/live', cookie))
  t.equal((await open(t, port, '/app/live', cookie)).answer.statusCode, 429)
  streams[0]?.leave()
  const again = await eventually(
    async () => {
      const { answer } = await open(t, port, '/app/live', cookie)
      return answer.statusCode
    },
    status => status === 200,
  )
  t.equal(again, 200)
  t.match(await app.inject('/app/live'), { statusCode: 303 }, 'nobody looks without a login')
})

t.test('a stream ends as soon as the page ends its side of the connection', async t => {
  const { port, cookie } = await listening(t)
  const stream = await open(t, port, '/app/live', cookie)
  await eventually(
    async () => stream.text(),
    text => text.includes('retry:'),
  )
  stream.answer.socket.end()
  t.ok(await eventually(async () => stream.ended(), Boolean, 5_000))
})

t.test('a stream on which nothing happens beats, in an event that pages hear', async t => {
  const { setInterval: real } = globalThis
  t.intercept(globalThis, 'setInterval', {
    value: (run: () => void, ms: number) => real(run, ms === 10_000 ? 50 : ms),
  })
  const { port, cookie } = await listening(t)
  const stream = await open(t, port, '/app/live', cookie)
  const text = await eventually(
    async () => stream.text(),
    text => text.includes('beat'),
  )
  t.match(text, '\n\nevent: beat\ndata: \n\n')
})
