// In Stryker's copy of the sources: compiles them, with all changes in them, and the test files
// that are given, once for all changes.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile, output } from '../../fixtures/compile.js'

const files = process.argv.slice(2)
const out = join(process.cwd(), '.cache', 'mutants')
await compile(process.cwd(), ['test/bench/mutants/run.ts', 'test/bench/mutants/tests.ts', ...files], out)
await writeFile(
  join(out, 'programs.json'),
  JSON.stringify(Object.fromEntries(files.map(file => [file, join(out, output(file))]))),
)
