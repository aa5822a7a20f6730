import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { cli } from '../fixtures/programs.js'
import { stopEmbedded } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

t.test('the demo runs on data of its own, says so on its pages, and leaves nothing behind', async t => {
  const directory = await temporaryDirectory(t)
  const child = spawn(process.execPath, [...cli, 'demo', '--clicks', '20,000'], {
    env: {
      PATH: process.env.PATH,
      TMPDIR: directory,
      PORT: '0',
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.teardown(async () => {
    child.kill('SIGKILL')
    for (const name of existsSync(directory) ? await readdir(directory) : []) {
      await stopEmbedded(`${directory}/${name}`)
    }
  })
  const written = { out: '', err: '' }
  child.stderr.on('data', chunk => {
    written.err += chunk
  })
  const welcomed = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      written.out += chunk
      const [, address] = /runs on (http\S+)\n[\s\S]*Ctrl-C/.exec(written.out) ?? []
      if (address !== undefined) resolve(address)
    })
    child.once('close', status => reject(new Error(`It ended with ${status}: ${written.err}`)))
  })
  const address = await welcomed
  t.match(written.out, 'Log in at')
  const told = [...written.err.matchAll(/^(\d+) %: .*$/gm)].map(([, percent]) => Number(percent))
  t.match(written.err, / hits counted after/)
  t.strictSame(
    told,
    told.toSorted((a, b) => a - b),
    'it never goes back',
  )
  t.strictSame(
    told.filter(percent => percent >= 100),
    [100],
    'and it is done once',
  )
  const page = await (await fetch(`${address}/login`)).text()
  t.match(page, 'made up')
  t.match(page, 'The key of this demo is <code>demo-demo</code>')
  const links = await fetch(`${address}/api/v1/links`, { headers: { authorization: 'Bearer demo-demo' } })
  t.equal(links.status, 200)

  child.kill('SIGINT')
  await once(child, 'close')
  t.equal(child.exitCode, 0)
  const left = (await readdir(directory)).filter(name => name.startsWith('fivehundred'))
  t.strictSame(left, [])
})

t.test('anything but a number of clicks is refused', async t => {
  for (const clicks of ['many', '1', '1.5', '1e12', '1e5', '0x10000', '+50000', '2,0000']) {
    const { status, err } = await commandLine(['demo', '--clicks', clicks])
    t.equal(status, 2)
    t.match(err, '--clicks must be a whole number')
  }
})
