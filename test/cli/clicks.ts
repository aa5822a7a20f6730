import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { cli } from '../fixtures/programs.js'

const line = 'a line of a file without an end\r\n'

/** A service whose answer is what `write` makes of it. */
async function serve(t: Test, write: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/csv' })
    write(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { FIVEHUNDRED_URL: `http://127.0.0.1:${port}`, FIVEHUNDRED_KEY: 'fh_test' }
}

t.test('an export ends in silence where its reader has seen enough', async t => {
  const env = await serve(t, response => {
    const fill = () => {
      while (response.write(line.repeat(1000)));
    }
    response.on('drain', fill)
    fill()
  })
  const child = spawn(process.execPath, [...cli, 'clicks', 'export', 'abc'], {
    env: { PATH: process.env.PATH, ...env },
  })
  let err = ''
  child.stderr.on('data', text => {
    err += text
  })
  const [first] = await once(child.stdout, 'data')
  t.match(String(first), line)
  child.stdout.destroy()
  const [status] = await once(child, 'close')
  t.equal(status, 0)
  t.equal(err, '')
})

t.test('what breaks off is a failure, and leaves no file', async t => {
  const env = await serve(t, response => {
    response.write(line)
    setTimeout(() => response.destroy(), 50)
  })
  const folder = t.testdir()
  const argv = ['clicks', 'export', 'abc']
  const broken = { status: 1, err: /^Error: The answer of http:.* broke off \(.+\)\.\n$/ }
  t.match(await commandLine(argv, env), { ...broken, out: line })
  t.match(await commandLine([...argv, '-o', `${folder}/hits.csv`], env), broken)
  t.strictSame(readdirSync(folder), [])
})

t.test('on a terminal no hit can steer it', async t => {
  const env = await serve(t, response => response.end('a\x1b[2J\tb\r\nc\r\u202e'))
  t.equal(
    (await commandLine(['clicks', 'export', 'abc'], env, { tty: true })).out,
    'a\uFFFD[2J\tb\r\nc\uFFFD\uFFFD',
  )
})
