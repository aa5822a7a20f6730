import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { commandLine } from '../fixtures/command-line.js'
import { database } from '../fixtures/database.js'
import { cli } from '../fixtures/programs.js'

t.snapshotFile = fileURLToPath(new URL('../fixtures/snapshots/cli-help.cjs', import.meta.url))

t.test('help of all commands and of each', async t => {
  const { status, out, err } = await commandLine(['--help'])
  t.equal(status, 0)
  t.equal(err, '')
  t.matchSnapshot(out, 'overview')
  for (const { name } of commands) {
    const answer = await commandLine([...name.split(' '), '--help'])
    t.equal(answer.status, 0)
    t.matchSnapshot(answer.out, name)
  }
})

t.test('help fits in 120 columns', async t => {
  const pages = [['--help'], ...commands.map(({ name }) => [...name.split(' '), '-h'])]
  for (const argv of pages) {
    const { out } = await commandLine(argv)
    const longest = Math.max(...out.split('\n').map(line => line.length))
    t.ok(longest <= 120, `${argv.join(' ')}: ${longest}`)
  }
})

t.test('the version is that of the package', async t => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  t.match(await commandLine(['--version']), { status: 0, out: `${version}\n` })
})

t.test('a wrong command line says what is wrong, names the help, and ends with 2', async t => {
  const wrong: [string[], RegExp, string][] = [
    [[], /Name a command\./, 'fivehundred --help'],
    [['shortn'], /There is no command "shortn"\./, 'fivehundred --help'],
    [['tag'], /There is no command "tag"\. Did you mean "tags list", "tags rename"/, 'fivehundred --help'],
    [['--verbose'], /There is no option "--verbose"/, 'fivehundred --help'],
    [
      ['key'],
      /no command "key" alone, but "key create", "key list", "key edit", "key revoke"\./,
      'fivehundred --help',
    ],
    [['key', 'delete'], /no command "key delete", but "key create"/, 'fivehundred --help'],
    [['stats'], /"fivehundred stats" needs SLUG\./, 'fivehundred stats --help'],
    [['stats', 'abc', 'def'], /Unexpected "def"\./, 'fivehundred stats --help'],
    [['stats', 'abc', '--form', 'x'], /--form/, 'fivehundred stats --help'],
    [['stats', 'abc', '--from'], /--from/, 'fivehundred stats --help'],
    [
      ['stats', 'abc', '--unit', 'days'],
      /--unit must be .*day, week or month, not "days"\./,
      'fivehundred stats --help',
    ],
    [['stats', 'abc', '--to', 'x', '--to=y'], /--to is given twice\./, 'fivehundred stats --help'],
    [['stats', 'a b'], /"a b" is not a slug/, 'fivehundred stats --help'],
    [['stats', '..'], /"\.\." is not a slug/, 'fivehundred stats --help'],
    [['influence', 'abc', '--window', '90d'], /--window is for accounts/, 'fivehundred influence --help'],
    [
      ['key', 'create', '--role', 'root'],
      /--role must be admin, member, author or viewer/,
      'fivehundred key create --help',
    ],
    [['key', 'revoke', 'laptop'], /ID must be a number/, 'fivehundred key revoke --help'],
  ]
  for (const [argv, message, help] of wrong) {
    const { status, out, err } = await commandLine(argv)
    t.equal(status, 2, argv.join(' '))
    t.equal(out, '')
    t.match(err, message)
    t.match(err, `Run "${help}" for help.\n`)
  }
})

t.test('a wrong configuration ends with 1 and every problem, without a stack', async t => {
  const { status, err } = await commandLine(['migrate'], { PORT: 'x', LOG_LEVEL: 'y' })
  t.equal(status, 1)
  t.match(err, /PORT must/)
  t.match(err, /LOG_LEVEL must/)
  t.notMatch(err, /\n {4}at /)
})

t.test('the program itself passes on output and exit status', async t => {
  const program = (...argv: string[]) => spawnSync(process.execPath, [...cli, ...argv], { encoding: 'utf8' })
  t.match(program('--help'), { status: 0, stdout: /^Short links that show real influence/, stderr: '' })
  t.match(program('nothing'), { status: 2, stdout: '', stderr: /There is no command "nothing"/ })
})

t.test('what the system refuses is said in one line', async t => {
  const { url } = await database(t)
  const DATA_DIR = `${t.testdir({ file: '' })}/file`
  const { status, err } = await commandLine(['serve'], { DATABASE_URL: url, DATA_DIR, PORT: '0' })
  t.equal(status, 1)
  t.match(err, /^Error: ENOTDIR: not a directory, [^\n]*file[^\n]*\n$/)
})
