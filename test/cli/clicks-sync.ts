import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import t from 'tap'
import { run as runIn } from '../../src/cli/run.js'
import { commandLine } from '../fixtures/command-line.js'
import { compatApp } from '../fixtures/compat.js'
import { stubApi } from '../fixtures/stub-api.js'

const { api, click, key, origin } = await compatApp(t)
const env = { FIVEHUNDRED_URL: origin, FIVEHUNDRED_KEY: key }
const sync = (...argv: string[]) => commandLine(['clicks', 'sync', ...argv], env)
const ids = (out: string) =>
  out
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line).id)

t.before(async () => {
  for (const slug of ['one', 'two']) await api('POST', '/links', { url: `https://example.com/${slug}`, slug })
})

t.test('each hit comes once, however small the pages, and what is new the next time', async t => {
  const state = `${t.testdir()}/state`
  await click('one', [{}, {}, { userAgent: 'curl/8.5.0' }])
  await click('two', [{}, {}])
  const first = await sync('--state', state, '--limit', '2')
  t.equal(first.status, 0)
  t.match(JSON.parse(first.out.split('\n')[0] ?? ''), { slug: 'one', id: String, kind: String })
  t.equal(new Set(ids(first.out)).size, 5)
  t.equal(ids(first.out).length, 5)
  t.match(await sync('--state', state), { status: 0, out: '', err: '' })
  await click('two', [{}])
  const next = ids((await sync('-s', state)).out)
  t.equal(next.length, 1)
  t.notOk(ids(first.out).includes(next[0]))
})

t.test('without a file, the last line says where to go on', async t => {
  const all = await sync('--kind', 'human')
  const cursor = /^5 hits\. The next time: --since=(\S+)\n$/.exec(all.err)?.[1] ?? ''
  t.equal(ids(all.out).length, 5)
  await click('one', [{}, { userAgent: 'curl/8.5.0' }])
  t.equal(ids((await sync(`--since=${cursor}`, '--kind', 'human')).out).length, 1)
  t.match(await sync('--since=nonsense'), { status: 1, out: '', err: /cursor|since/ })
  t.match(await sync('--since=x', '--state', 'y'), { status: 2, err: /does not go together/ })
})

t.test('what nobody took comes again', async t => {
  const state = `${t.testdir()}/state`
  const lost = { write: (_text: string, done?: (error: Error) => void) => done?.(new Error('EPIPE')) }
  const none = { write: () => true }
  const argv = ['clicks', 'sync', '--state', state]
  const stdin = () => Object.assign(Readable.from([]), { isTTY: false })
  t.equal(await runIn(argv, { env, stdin, stdout: lost, stderr: none }), 0)
  t.notOk(existsSync(state))
  t.ok(ids((await sync('--state', state)).out).length > 5)
  t.ok(existsSync(state))
})

t.test('the file stands where the lines end when a later page fails', async t => {
  const page = { data: [{ slug: 'one', id: '1' }], since: 'after-1', more: true }
  const { url } = await stubApi(t, { 'GET /api/v1/clicks': { body: page } })
  const state = `${t.testdir()}/state`
  const argv = ['clicks', 'sync', '--state', state]
  const answer = await commandLine(argv, { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })
  t.match(answer, { status: 1, out: '{"slug":"one","id":"1"}\n' })
  t.equal(readFileSync(state, 'utf8'), 'after-1\n')
})

t.test('a file that cannot be used is told before anything is printed', async t => {
  const folder = t.testdir({ empty: '' })
  t.match(await sync('--state', `${folder}/none/state`), { status: 1, out: '', err: /ENOENT/ })
  t.match(await sync('--state', folder), { status: 1, out: '', err: /EISDIR/ })
  t.match(await sync('--state', `${folder}/empty`), { status: 1, out: '', err: /is empty/ })
  writeFileSync(`${folder}/foreign`, 'WyJub3RoaW5nIl0\n')
  t.match(await sync('--state', `${folder}/foreign`), { status: 1, out: '' })
})
