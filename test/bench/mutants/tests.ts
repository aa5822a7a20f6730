// Runs test files, given as their names and programs in JSON, and writes which changes they come
// across to the file that COVERED names.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inTurn } from '../../fixtures/in-turn.js'

const [programs = '{}'] = process.argv.slice(2)
const { COVERED } = process.env

if (COVERED) {
  process.on('exit', () => {
    const { __stryker__: stryker } = globalThis as {
      __stryker__?: { mutantCoverage?: { static: Record<string, number> } }
    }
    writeFileSync(COVERED, JSON.stringify(Object.keys(stryker?.mutantCoverage?.static ?? {})))
  })
}

const files = Object.entries<string>(JSON.parse(programs))
await inTurn(
  Object.fromEntries(files.map(([name, program]) => [name, () => import(pathToFileURL(program).href)])),
)
