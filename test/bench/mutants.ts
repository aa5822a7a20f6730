// Mutation tests: Stryker changes the sources of a folder in many small ways, one at a time, and
// tells which changes no test of the folder notices. It is no dependency: this installs it beside
// the others in a copy of what is committed. npx tsx test/bench/mutants.ts src/journal [test files]
//
// Most recently, 93 % of the changes of `journal` were noticed, 90 % of `capture` without the list
// of data centres, and 87 % of `ingest` without its lists (1,917 of 2,204). Not tried was
// `ingest/worker.ts`: its only test takes half a minute for each change. What is left alters the
// text of a log, only the speed, what happens when two do the same at once, or nothing; of the loop
// also what no test of it alone comes to. A folder takes half an hour; `ingest` takes hours.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/db/embedded/start.js'

const [folder = 'src/journal', ...given] = process.argv.slice(2)
const place = mkdtempSync(join(tmpdir(), 'fivehundred-mutants-'))
const copy = join(place, 'copy')
const server = await startEmbedded({
  dataDir: join(place, 'data'),
  settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' },
})

/** Runs a program in the copy. */
function run(program: string, ...args: string[]): void {
  execFileSync(program, args, {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: server.url },
  })
}

try {
  execFileSync('git', ['clone', '--quiet', '.', copy])
  run('npm', 'install', '--no-save', '--no-audit', '--no-fund', '@stryker-mutator/core@9.6.1')
  run('npm', 'run', '--silent', 'build')
  const tests = folder.replace('src', 'test')
  const files = readdirSync(join(copy, tests), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(tests, file))
  const build = ['test/bench/mutants/build.ts', ...(given.length > 0 ? given : files)]
  writeFileSync(
    join(copy, 'stryker.json'),
    JSON.stringify({
      mutate: [`${folder}/**/*.ts`],
      testRunner: 'command',
      commandRunner: { command: 'node .cache/mutants/test/bench/mutants/run.js' },
      buildCommand: `node --import=tsx ${build.join(' ')}`,
      concurrency: 2,
      // `run.ts` is more impatient.
      timeoutMS: 600_000,
      // Its types are checked elsewhere, and those of this repository are not for its compiler.
      tsconfigFile: 'none.json',
      reporters: ['clear-text'],
    }),
  )
  run('npx', 'stryker', 'run', 'stryker.json')
} finally {
  await server.stop()
  rmSync(place, { recursive: true, force: true })
}
