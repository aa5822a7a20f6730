import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'

t.test('every answer names its request, each another', async t => {
  const { app, api, ctx } = await testApp(t)
  await storeLink(ctx.db, 'launch', { public: true })
  const json = { accept: 'application/json' }
  const answers = [
    await api('GET', '/links'),
    await api('GET', '/links/nobody'),
    await app.inject('/launch'),
    await app.inject({ url: '/launch', headers: { 'sec-purpose': 'prefetch' } }),
    await app.inject('/launch+'),
    await app.inject('/launch)'),
    await app.inject('/%ff'),
    await app.inject('/health'),
    await app.inject('/docs'),
    await app.inject('/badge/launch.svg'),
    await app.inject({ method: 'OPTIONS', url: '/health' }),
    await app.inject({ method: 'PUT', url: '/health', headers: json }),
    await app.inject({ url: '/nothing-here', headers: { ...json, 'x-request-id': 'chosen-by-a-stranger' } }),
  ]
  const ids = answers.map(({ headers }) => String(headers['x-request-id']))
  for (const [n, id] of ids.entries()) t.match(id, /^[\w-]{16}$/, `${n}`)
  t.equal(new Set(ids).size, ids.length)
  for (const { headers, body } of answers) {
    if (String(headers['content-type']).startsWith('application/problem+json'))
      t.equal(JSON.parse(body).requestId, headers['x-request-id'])
  }
})

t.test('so does the answer to what is not HTTP at all', async t => {
  const { app } = await testApp(t)
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(port), '127.0.0.1').setEncoding('latin1')
  t.teardown(() => socket.destroy())
  socket.write('rubbish\r\n\r\n')
  const [answer] = await once(socket, 'data')
  const [, id] = /\r\nX-Request-Id: ([\w-]{16})\r\n/.exec(answer) ?? []
  t.equal(JSON.parse(answer.split('\r\n\r\n')[1]).requestId, id)
  const expecting = connect(Number(port), '127.0.0.1').setEncoding('latin1')
  t.teardown(() => expecting.destroy())
  expecting.write('GET /health HTTP/1.1\r\nHost: sho.rt\r\nExpect: nonsense\r\n\r\n')
  const [known] = await once(expecting, 'data')
  t.match(
    known,
    /^HTTP\/1\.1 200 .*\r\nx-request-id: [\w-]{16}\r\n/is,
    'nor is an odd expectation an obstacle',
  )
  const person = connect(Number(port), '127.0.0.1').setEncoding('latin1')
  t.teardown(() => person.destroy())
  person.write('FOO /launch HTTP/1.1\r\nHost: sho.rt\r\nAccept: text/html\r\n\r\n')
  const [page] = await once(person, 'data')
  t.match(page, /\r\nX-Request-Id: [\w-]{16}\r\n/, 'also as a page')
})
