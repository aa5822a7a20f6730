import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'

/** A process that is told to stop but has work left until its standard input ends. */
function start(echoMs: number) {
  const script = `
    import { awaitSignal } from './src/main/signals.ts'
    process.stdin.resume()
    const signal = awaitSignal(${echoMs})
    console.log('ready')
    await signal
    console.log('told')`
  const args = ['--import=tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { child, line: async () => String((await once(child.stdout, 'data'))[0]) }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  t.test(`${signal} is told, and a later one ends the process at once`, async t => {
    const { child, line } = start(0)
    t.equal(await line(), 'ready\n')
    child.kill(signal)
    t.equal(await line(), 'told\n')
    child.kill(signal)
    t.strictSame(await once(child, 'exit'), [1, null])
  })
}

t.test("a signal's echo is ignored", async t => {
  const { child, line } = start(3_600_000)
  t.equal(await line(), 'ready\n')
  child.kill('SIGINT')
  t.equal(await line(), 'told\n')
  child.kill('SIGINT')
  child.stdin.end()
  t.strictSame(await once(child, 'exit'), [0, null])
})
