// What Stryker runs for each change, which an environment variable switches on: the test files
// that come across it, the quickest first, until one fails. Without a change it runs every file
// alone, to learn that.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a test file does without a change. */
interface Facts {
  ms: number
  /** The longest time in which it told nothing. */
  silentMs: number
  /** The changes that it comes across. */
  changes: string[]
}

const out = join(process.cwd(), '.cache', 'mutants')
const programs: Record<string, string> = JSON.parse(readFileSync(join(out, 'programs.json'), 'utf8'))
const known = join(out, 'facts.json')
const change = process.env.__STRYKER_ACTIVE_MUTANT__

process.exitCode = (await (change === undefined ? learn() : isNoticed(change))) ? 1 : 0

/** Whether a test fails without a change. */
async function learn(): Promise<boolean> {
  const facts: Record<string, Facts> = {}
  const covered = join(out, 'covered.json')
  for (const file of Object.keys(programs)) {
    const { failed, ms, silentMs, text } = await run([file], () => 180_000, { COVERED: covered })
    if (failed) {
      console.error(text)
      return true
    }
    facts[file] = { ms, silentMs, changes: JSON.parse(readFileSync(covered, 'utf8')) }
  }
  writeFileSync(known, JSON.stringify(facts))
  return false
}

async function isNoticed(change: string): Promise<boolean> {
  const facts: Record<string, Facts> = JSON.parse(readFileSync(known, 'utf8'))
  const files = Object.entries(facts)
    .filter(([, { changes }]) => changes.includes(change))
    .toSorted(([, a], [, b]) => a.ms - b.ms)
    .map(([file]) => file)
  if (files.length === 0) return false
  // A change may make an endless loop, of which a test tells nothing.
  const patience = (file: string | undefined) => 4_000 + 3 * (facts[file ?? '']?.silentMs ?? 1_000)
  return (await run(files, patience)).failed
}

/** Runs test files in one process, which is ended when one fails, or tells nothing for too long. */
function run(
  files: string[],
  patience: (file: string | undefined) => number,
  env: NodeJS.ProcessEnv = {},
): Promise<{ failed: boolean; ms: number; silentMs: number; text: string }> {
  const place = mkdtempSync(join(tmpdir(), 'fivehundred-mutant-'))
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [`--import=${join(out, 'test/fixtures/without-hooks.js')}`, join(out, 'test/bench/mutants/tests.js')],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      // A group of processes, so that those which tests start end with it.
      detached: true,
      env: {
        ...process.env,
        TAP_CWD: place,
        TAP_BAIL: '1',
        TMPDIR: place,
        TEST_COMPILED: out,
        // Not an argument, which tap would make a part of the names of folders: too long for some.
        PROGRAMS: JSON.stringify(Object.fromEntries(files.map(file => [file, programs[file]]))),
        ...env,
      },
    },
  )
  let text = ''
  let ended = false
  let toldAt = began
  let silentMs = 0
  let timer: NodeJS.Timeout | undefined
  function end(): void {
    ended = true
    // It may have gone by itself.
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
  function told(): void {
    const now = performance.now()
    silentMs = Math.max(silentMs, now - toldAt)
    toldAt = now
    clearTimeout(timer)
    const [, file] = [...text.matchAll(/^# Subtest: (test\/\S+)/gm)].at(-1) ?? []
    timer = setTimeout(end, patience(file))
  }
  process.once('SIGTERM', end)
  told()
  child.stdout.setEncoding('utf8').on('data', part => {
    text += part
    told()
    if (env.COVERED === undefined && /^ *not ok /m.test(text)) end()
  })
  return new Promise(resolve => {
    child.on('close', status => {
      told()
      clearTimeout(timer)
      process.off('SIGTERM', end)
      rmSync(place, { recursive: true, force: true })
      resolve({ failed: ended || status !== 0, ms: performance.now() - began, silentMs, text })
    })
  })
}
