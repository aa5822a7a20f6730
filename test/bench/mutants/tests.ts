// Runs the test files of PROGRAMS, their names and programs in JSON, and writes which changes they
// come across to the file that COVERED names.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { pathToFileURL } from 'node:url'
import threads from 'node:worker_threads'
import { inTurn } from '../../fixtures/in-turn.js'

const { COVERED, PROGRAMS = '{}', TEST_COMPILED } = process.env

if (COVERED) {
  // Threads have changes of their own.
  const ofThreads = `${COVERED}.threads`
  writeFileSync(ofThreads, '')
  const preload = `--import=${pathToFileURL(`${TEST_COMPILED}/test/bench/mutants/thread.js`).href}`
  threads.Worker = class extends threads.Worker {
    constructor(address: string | URL, options?: threads.WorkerOptions) {
      super(address, { ...options, execArgv: [preload] })
    }
  }
  syncBuiltinESMExports()
  process.on('exit', () => {
    const { __stryker__: stryker } = globalThis as {
      __stryker__?: { mutantCoverage?: { static: Record<string, number> } }
    }
    const own = Object.keys(stryker?.mutantCoverage?.static ?? {})
    const theirs = readFileSync(ofThreads, 'utf8').split('\n').filter(Boolean)
    rmSync(ofThreads)
    writeFileSync(COVERED, JSON.stringify([...new Set([...own, ...theirs])]))
  })
}

const files = Object.entries<string>(JSON.parse(PROGRAMS))
await inTurn(
  Object.fromEntries(files.map(([name, program]) => [name, () => import(pathToFileURL(program).href)])),
)
