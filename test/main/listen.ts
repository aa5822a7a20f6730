import { once } from 'node:events'
import { createServer } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import { readConfig } from '../../src/config.js'
import { listen, withKnownPort } from '../../src/main/listen.js'

t.test('with PORT=0 the port is known, and part of the default base address', async t => {
  const config = await withKnownPort(readConfig({ PORT: '0', HOST: '127.0.0.1' }))
  t.ok(config.port > 0)
  t.equal(config.baseUrl, `http://localhost:${config.port}`)
})

t.test('a BASE_URL stays as it is set', async t => {
  const config = await withKnownPort(readConfig({ PORT: '0', HOST: '127.0.0.1', BASE_URL: 'https://sho.rt' }))
  t.equal(config.baseUrl, 'https://sho.rt')
})

t.test('a port in use is told', async t => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await t.rejects(listen(Fastify(), readConfig({ HOST: '127.0.0.1', PORT: String(port) })), {
    name: 'CannotStart',
    message: `Cannot listen on 127.0.0.1: port ${port} is in use; set another PORT, or stop the program that has it.`,
  })
})

t.test('an address this machine does not have is told', async t => {
  // From the range for documentation, which no machine has.
  const config = readConfig({ HOST: '192.0.2.1', PORT: '0' })
  await t.rejects(withKnownPort(config), { name: 'CannotStart', message: /set HOST/ })
})
