import t from 'tap'
import { explainFailure } from '../../../src/db/embedded/explain.js'

const error = (code: string) => Object.assign(new Error(`spawn ${code}`), { code })

t.test('each failure that a person can mend names the remedy', async t => {
  const cases: [output: string, cause: unknown, remedy: RegExp][] = [
    ['FATAL: could not write to file: No space left on device', undefined, /disk is full/],
    ['', error('ENOSPC'), /disk is full/],
    ['initdb: error: could not change permissions: Operation not permitted', undefined, /owner of DATA_DIR/],
    ['', error('EROFS'), /another DATA_DIR/],
    ['', error('EINVAL'), /ordinary user/],
    ['initdb: could not look up effective user ID 1234: user does not exist', undefined, /\/etc\/passwd/],
    ['', error('ENOENT'), /glibc/],
    ['postgres: error while loading shared libraries: libz.so.1', undefined, /glibc/],
  ]
  for (const [output, cause, remedy] of cases) {
    t.match(explainFailure('Starting', '/data', output, cause).message, remedy, output || String(cause))
  }
})

t.test('any other failure shows the end of what PostgreSQL said', async t => {
  const said = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n')
  const { message } = explainFailure('Starting', '/data', said)
  t.match(message, /line 19$/)
  t.notMatch(message, /line 5\n/)
})
