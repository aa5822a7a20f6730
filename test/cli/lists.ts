import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const list = { name: 'Good friends', accounts: ['@ann', '@bob'], createdAt: '2026-05-01T00:00:00.000Z' }
const member = '/api/v1/lists/Good%20friends/accounts/%40bob'

t.test('lists are shown, made and changed', async t => {
  const all = { data: [list, { ...list, name: 'b', accounts: [] }], nextCursor: null }
  const stub = await stubApi(t, {
    'GET /api/v1/lists': { body: all },
    'POST /api/v1/lists': { status: 201, body: list },
    [`PUT ${member}`]: { body: list },
    [`DELETE ${member}`]: { body: { ...list, accounts: ['@ann'] } },
  })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  const run = async (...argv: string[]) => (await commandLine(['lists', ...argv], env)).out
  t.equal(await run('list'), 'list          accounts\nGood friends  @ann @bob\nb\n')
  t.strictSame(JSON.parse(await run('list', '--json')), all)
  t.equal(
    await run('create', 'Good friends', '--accounts', '@ann,bob'),
    'Good friends: 2 accounts\n@ann\n@bob\n',
  )
  t.strictSame(stub.requests.at(-1)?.body, { name: 'Good friends', accounts: ['@ann', '@bob'] })
  t.strictSame(JSON.parse(await run('add', 'Good friends', 'bob', '--json')), list)
  t.equal(await run('remove', 'Good friends', '@bob'), 'Good friends: 1 account\n@ann\n')
  t.match(stub.requests.at(-1), { method: 'DELETE', path: member, body: null })
})

t.test('without a list, that is said beside the empty result', async t => {
  const stub = await stubApi(t, { 'GET /api/v1/lists': { body: { data: [], nextCursor: null } } })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  t.match(await commandLine(['lists', 'list'], env), { out: '', err: 'There is no list yet.\n' })
})
