import t, { type Test } from 'tap'
import { ask } from '../../src/followers/ask.js'
import { impatience, type NetworkReply, network } from '../fixtures/network.js'

/** Asks a network that gives these replies in turn, the last one for ever. */
async function asking(t: Test, replies: NetworkReply[], patience = impatience) {
  let turn = 0
  const found = await network(t, () => replies[Math.min(turn++, replies.length - 1)] ?? {})
  const asked = await ask({ url: new URL(`${found.url}/thing`) }, patience)
  return { asked, times: found.asked.length }
}

t.test('a network out of breath is asked again', async t => {
  const good = { body: { followers: 5 } }
  for (const status of [429, 500, 502, 503]) {
    const { asked, times } = await asking(t, [{ status }, { status }, good])
    t.match(asked, { ok: true, json: good.body }, `${status}`)
    t.equal(times, 3)
  }
})

t.test('a network that stays so is given up', async t => {
  t.match(await asking(t, [{ status: 500, body: 'Oops' }]), {
    asked: { ok: false, status: 500, problem: 'unavailable' },
    times: 3,
  })
})

t.test('what another try would not change is not tried again', async t => {
  const finals: [NetworkReply, string][] = [
    [{ status: 401 }, 'refused'],
    [{ status: 403 }, 'refused'],
    [{ status: 404 }, 'not-found'],
    [{ status: 410 }, 'not-found'],
    [{ status: 400 }, 'unreadable'],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'unreadable'],
    [{ body: '<html>Welcome</html>' }, 'unreadable'],
    [{ body: '{"data": [' }, 'unreadable'],
    [{ body: '' }, 'unreadable'],
  ]
  for (const [reply, problem] of finals) {
    t.match(await asking(t, [reply]), { asked: { ok: false, problem }, times: 1 }, JSON.stringify(reply))
  }
})

t.test('a wait that is too long ends the matter, and is told', async t => {
  const at = new Date(Date.now() + 900_000)
  const seconds = String(Math.ceil(at.getTime() / 1000))
  const waits = [
    { 'retry-after': '900' },
    { 'retry-after': at.toUTCString() },
    { 'x-rate-limit-reset': seconds },
    { 'ratelimit-reset': seconds },
    { 'x-ratelimit-reset': at.toISOString() },
  ]
  for (const headers of waits) {
    const { asked, times } = await asking(t, [{ status: 429, headers }])
    t.equal(times, 1)
    t.match(asked, { problem: 'rate-limited' })
    const told = asked.ok ? 0 : (asked.retryAfterSeconds ?? 0)
    t.ok(told > 800 && told <= 901, `${JSON.stringify(headers)}: ${told}`)
  }
  const past = { 'x-rate-limit-reset': '1000' }
  t.match(await asking(t, [{ status: 429, headers: past }, { body: {} }]), { asked: { ok: true }, times: 2 })
})

t.test('an answer without end, one that never comes, one that breaks off, and no server at all', async t => {
  const { asked, times } = await asking(t, [{ body: JSON.stringify('x'.repeat(30_000)) }])
  t.match(asked, { problem: 'unavailable', detail: /more than 20000 bytes/ })
  t.equal(times, 3)

  const found = await network(t, () => null)
  const url = new URL(found.url)
  const hasty = { ...impatience, timeoutMs: 100, attempts: 2 }
  t.match(await ask({ url }, hasty), {
    problem: 'unavailable',
    status: null,
    detail: /nothing within 100 ms/,
  })
  found.answer = (_url, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{', () => response.destroy())
    return null
  }
  t.match(await ask({ url }, impatience), { problem: 'unavailable' })
  t.match(await ask({ url: new URL('http://127.0.0.1:1/') }, impatience), {
    problem: 'unavailable',
    detail: /ECONNREFUSED/,
  })
})
