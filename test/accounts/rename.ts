import t, { type Test } from 'tap'
import { changeAccount } from '../../src/accounts/change.js'
import { createAccount } from '../../src/accounts/create.js'
import { readHistory } from '../../src/accounts/history-csv.js'
import { importHistory } from '../../src/accounts/import-history.js'
import { readAccount } from '../../src/accounts/read.js'
import { createKey } from '../../src/auth/keys.js'
import { accounts, formerHandles } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'
import { storeAccount } from '../fixtures/numbers.js'

async function renamed(t: Test) {
  const tested = await testApp(t)
  const { ctx } = tested
  await createAccount(ctx, { account: handle('@Old'), followers: 5, name: 'Me', public: true })
  const body = { url: 'https://example.com/a', slug: 'first', account: '@old' }
  await tested.api('POST', '/links', body)
  await changeAccount(ctx, '@old', { handle: handle('@New') })
  return { ...tested, body }
}

t.test('a renamed account keeps its history and answers by both handles', async t => {
  const { ctx, api, app, body } = await renamed(t)
  for (const name of ['@new', '@OLD', 'old']) {
    t.match(await readAccount(ctx, name), { handle: '@New', name: 'Me', followers: 5 }, name)
    t.match((await api('GET', `/links?account=${name}`)).json().data, [{ slug: 'first', account: '@New' }])
    t.equal((await api('GET', `/accounts/${name}/influence`)).json().handle, '@New')
    t.equal((await app.inject(`/badge/@${name.replace('@', '')}.svg`)).statusCode, 200)
  }
  const found = await api('POST', '/links', { ...body, slug: undefined, findExisting: true })
  t.equal(found.json().slug, 'first')
  t.equal((await api('POST', '/links', { ...body, slug: 'second' })).json().account, '@New')
  const rows = await readHistory(Buffer.from('@old,2026-01-01,7\n@new,2026-01-01,7'), () => null)
  t.match(await importHistory(ctx, rows, { dryRun: false }), {
    accounts: { new: 0, known: 1 },
    snapshots: { new: 1 },
  })
  const torn = await readHistory(Buffer.from('@old,2026-01-02,7\n@new,2026-01-02,8'), () => null)
  await t.rejects(importHistory(ctx, torn, { dryRun: false }), { code: 'invalid-csv' })
  t.equal(await ctx.db.$count(accounts), 1)
})

t.test('the address of a tweet under the former handle is its own', async t => {
  const { api } = await renamed(t)
  const url = 'https://x.com/old/status/1529877576591609861'
  const attached = await api('PUT', '/links/first/tweet', { url })
  t.match(attached.json(), { account: '@New', tweet: { published: true } })
  t.equal((await api('PATCH', '/links/first', { account: '@old' })).statusCode, 200)
})

t.test('the former handle answers until somebody else takes it', async t => {
  const { ctx } = await renamed(t)
  await createAccount(ctx, { account: handle('@old') })
  t.match(await readAccount(ctx, '@old'), { handle: '@old', followers: null })
  t.match(await readAccount(ctx, '@new'), { handle: '@New', followers: 5 })
  t.equal(await ctx.db.$count(formerHandles), 0)
})

t.test('back and forth, and into another spelling', async t => {
  const { ctx } = await renamed(t)
  t.match(await changeAccount(ctx, '@new', { handle: handle('@NEW') }), { handle: '@NEW' })
  t.match(await changeAccount(ctx, '@new', { handle: handle('@old'), name: null }), {
    handle: '@old',
    name: null,
  })
  t.match(await ctx.db.select().from(formerHandles), [{ handleKey: '@new' }])
  t.match(await readAccount(ctx, '@new'), { handle: '@old' })
  await createAccount(ctx, { account: handle('@other') })
  await changeAccount(ctx, '@other', { handle: handle('@new') })
  t.match(await readAccount(ctx, '@new'), { handle: '@new' }, 'a rename takes it as well')
})

t.test('a handle of somebody else, or of another network', async t => {
  const { ctx } = await renamed(t)
  await createAccount(ctx, { account: handle('@you') })
  await t.rejects(changeAccount(ctx, '@new', { handle: handle('@YOU') }), { code: 'account-exists' })
  const elsewhere = changeAccount(ctx, '@new', { handle: handle('@new.example.com') })
  await t.rejects(elsewhere, { code: 'invalid-input', message: /same network, x/ })
  t.match(await readAccount(ctx, '@new'), { handle: '@New' })
})

t.test('a limited key takes no handle that leads to an account it does not have', async t => {
  const { ctx } = await renamed(t)
  const own = await storeAccount(ctx.db, '@own')
  const { id } = await createKey(ctx.db, { name: 'blog', role: 'member', accountIds: [own] })
  const limited = { ...ctx, access: { id, role: 'member' as const, limited: true } }
  for (const taken of ['@old', '@new'])
    await t.rejects(changeAccount(limited, '@own', { handle: handle(taken) }), { code: 'account-not-given' })
  t.match(await readAccount(ctx, '@old'), { handle: '@New' })
  await changeAccount(limited, '@own', { handle: handle('@mine') })
  t.match(await changeAccount(limited, '@mine', { handle: handle('@own') }), { handle: '@own' })
})
