// In Stryker's copy of the sources: compiles them, with all changes in them, and the test files
// that are given, once for all changes.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile, output } from '../../fixtures/compile.js'

const files = process.argv.slice(2)
const out = join(process.cwd(), '.cache', 'mutants')
const own = ['run', 'tests', 'thread'].map(name => `test/bench/mutants/${name}.ts`)
await compile(process.cwd(), [...own, ...files], out)
await writeFile(
  join(out, 'programs.json'),
  JSON.stringify(Object.fromEntries(files.map(file => [file, join(out, output(file))]))),
)
