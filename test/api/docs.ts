import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'

t.test('so many answers read files at a time, and no more', async t => {
  const { app } = await testApp(t)
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  const statuses: string[] = []
  socket.setEncoding('latin1').on('data', (text: string) => {
    statuses.push(...(text.match(/HTTP\/1.1 \d+ [A-Z]/g) ?? []))
  })
  socket.write('GET /docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(300))
  await eventually(
    async () => statuses.length,
    count => count >= 299,
  )
  t.ok(statuses.filter(status => status.includes('503')).length >= 150, 'most are sent away at once')
  t.ok(statuses.filter(status => status.includes('200')).length >= 99)
  for (let n = 0; n < 150; n++) t.equal((await app.inject('/docs')).statusCode, 200)
})
