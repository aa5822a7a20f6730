import t from 'tap'
import { changeAccount, removeAccount } from '../../src/accounts/change.js'
import { createAccount } from '../../src/accounts/create.js'
import { listAccounts } from '../../src/accounts/list.js'
import { followerCounts } from '../../src/db/schema.js'
import { readLink } from '../../src/links/find.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

t.test('an account changes field by field', async t => {
  const { ctx } = await testApp(t)
  const made = await createAccount(ctx, { account: handle('@me'), followers: 5 })
  t.same(await changeAccount(ctx, 'ME', { public: true }), { ...made, public: true })
  t.same(await changeAccount(ctx, '@me', { name: 'Me' }), { ...made, public: true, name: 'Me' })
  t.same(await changeAccount(ctx, '@me', { name: null }), { ...made, public: true })
  await t.rejects(changeAccount(ctx, '@nobody', { public: true }), { code: 'account-not-found' })
})

t.test('a deleted account takes its snapshots along and leaves its links', async t => {
  const { ctx } = await testApp(t)
  await createAccount(ctx, { account: handle('@me'), followers: 5 })
  const { link } = await issueLink(ctx, { url: 'https://example.com', account: handle('@me'), text: 'hi' })
  await removeAccount(ctx, '@me')
  t.match(await readLink(ctx, link.slug), { account: null, tweet: { text: 'hi' } })
  t.equal(await ctx.db.$count(followerCounts), 0)
  await t.rejects(removeAccount(ctx, '@me'), { code: 'account-not-found' })
})

t.test('accounts are listed by handle, a page at a time', async t => {
  const { ctx } = await testApp(t)
  for (const name of ['@Beta', '@alpha', '@gamma']) await createAccount(ctx, { account: handle(name) })
  const first = await listAccounts(ctx, { limit: 2 })
  t.match(first, {
    items: [{ account: { handle: '@alpha' } }, { account: { handle: '@Beta' } }],
    next: String,
  })
  t.match(await listAccounts(ctx, { limit: 2, cursor: first.next }), {
    items: [{ account: { handle: '@gamma' } }],
    next: null,
  })
})
