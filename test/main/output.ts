import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { Client, eventually } from '../fixtures/client.js'
import { freePort } from '../fixtures/free-port.js'
import { script } from '../fixtures/programs.js'
import { adminKey, spawnService, startProcess } from '../fixtures/service.js'

const source = new URL('../../src/main/output.ts', import.meta.url)

/**
 * A process whose standard error goes to `stderr`: it writes lines, and tells what it answers to
 * each.
 */
function start(t: Test, stderr: number | 'pipe') {
  const text = `
    import { createInterface } from 'node:readline'
    const output = openOutput(2)
    for await (const line of createInterface({ input: process.stdin })) {
      const [lines, length] = line.split(' ').map(Number)
      for (let n = 0; n < lines; n++) output.write('x'.repeat(length - 1) + '\\n')
      await output.flush(300)
      console.log(output.dropped())
    }
    process.exit(0)`
  const child = spawn(process.execPath, script(source, 'openOutput', text), {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', stderr],
  })
  t.teardown(() => child.kill('SIGKILL'))
  return {
    child,
    /**
     * Has so many lines of this length written; resolves to the number of lines dropped by then.
     */
    async write(lines: number, length = 100): Promise<number> {
      child.stdin?.write(`${lines} ${length}\n`)
      return Number((await once(child.stdout ?? child, 'data'))[0])
    },
    async end() {
      child.stdin?.end()
      if (child.exitCode === null) await once(child, 'exit')
      return child.exitCode
    },
  }
}

t.test('a file takes every line', async t => {
  const path = join(t.testdir(), 'log')
  const file = openSync(path, 'a')
  const { write, end } = start(t, file)
  closeSync(file)
  t.equal(await write(10_000), 0)
  t.equal(await write(1), 0)
  t.equal(readFileSync(path, 'utf8').split('\n').length, 10_002)
  t.equal(await end(), 0)
})

t.test(
  'lines for which a disk has no room are dropped and counted',
  { skip: !existsSync('/dev/full') },
  async t => {
    const full = openSync('/dev/full', 'w')
    const { write, end } = start(t, full)
    closeSync(full)
    t.equal(await write(10), 10)
    t.equal(await write(1), 11)
    t.equal(await end(), 0)
  },
)

t.test('a reader that has gone is no error', async t => {
  const { child, write, end } = start(t, 'pipe')
  t.equal(await write(10), 0)
  child.stderr?.destroy()
  t.equal(await write(10), 10)
  t.equal(await write(1), 11)
  t.equal(await end(), 0)
})

t.test('a reader that does not read holds nobody up, and finds whole lines later', async t => {
  const { child, write, end } = start(t, 'pipe')
  child.stderr?.pause()
  const dropped = await write(5_000, 1_000)
  t.ok(dropped > 0 && dropped < 5_000, `${dropped} dropped`)
  let read = ''
  child.stderr?.setEncoding('utf8').on('data', text => {
    read += text
  })
  child.stderr?.resume()
  let lost = await write(1, 1_000)
  const lines = () => read.split('\n').length - 1
  for (let attempt = 0; attempt < 100 && lines() + lost < 5_001; attempt++) lost = await write(0)
  t.equal(lines() + lost, 5_001, 'each was read or counted')
  t.equal(await end(), 0)
  t.strictSame(new Set(read.split('\n').map(line => line.length)), new Set([999, 0]))
})

async function redirects(t: Test, address: string): Promise<void> {
  const { slug } = await new Client(address, adminKey).ask('POST', '/links', { url: 'https://example.com/' })
  t.equal((await fetch(`${address}/${slug}`, { redirect: 'manual' })).status, 302)
}

t.test(
  'a log and a greeting that cannot be written cost nothing',
  { skip: !existsSync('/dev/full') },
  async t => {
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const full = openSync('/dev/full', 'w')
    const env = { PORT: String(port), LOG_LEVEL: 'debug' }
    const running = await startProcess(t, env, { stdout: full, stderr: full })
    closeSync(full)
    const health = async () =>
      (await (await fetch(`${address}/health`)).json()) as { droppedLogLines: number }
    const { droppedLogLines } = await eventually(
      () => health().catch(() => ({ droppedLogLines: 0 })),
      found => found.droppedLogLines > 0,
    )
    t.ok(droppedLogLines > 0, `${droppedLogLines} lines were dropped`)
    await redirects(t, address)
    t.equal(await running.stop('SIGTERM'), 0)
  },
)

t.test('readers of the log and the greeting that have gone cost nothing', async t => {
  const running = await spawnService(t, { LOG_LEVEL: 'debug' })
  running.child.stdout?.destroy()
  running.child.stderr?.destroy()
  await redirects(t, running.address)
  // It says how it stops.
  t.equal(await running.stop('SIGTERM'), 0)
})
