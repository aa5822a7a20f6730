import { once } from 'node:events'
import net from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { openSocket } from '../../src/db/socket.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('a socket leads to the host and port, and knows whose certificate to expect', async t => {
  const server = net.createServer(socket => socket.end('hello')).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const socket = openSocket({ host: ['localhost'], port: [port], path: false })
  t.match(socket, { host: 'localhost', port })
  t.equal(String((await once(socket, 'data'))[0]), 'hello')
})

t.test('or to a Unix socket', async t => {
  const path = join(await temporaryDirectory(t), 's')
  const server = net.createServer(socket => socket.end('hello')).listen(path)
  t.teardown(() => server.close())
  await once(server, 'listening')
  const socket = openSocket({ host: ['localhost'], port: [5432], path })
  t.equal(String((await once(socket, 'data'))[0]), 'hello')
})
