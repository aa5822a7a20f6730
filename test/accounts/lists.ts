import t from 'tap'
import { removeAccount } from '../../src/accounts/change.js'
import { changeList, removeList } from '../../src/accounts/lists/change.js'
import { createList } from '../../src/accounts/lists/create.js'
import { addToList, removeFromList } from '../../src/accounts/lists/members.js'
import { listLists, readList } from '../../src/accounts/lists/read.js'
import { everything } from '../../src/auth/access.js'
import { accounts } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'
import { handle } from '../fixtures/handles.js'

const { db } = await database(t)
const createdAt = '2026-05-01T00:00:00.000Z'
const ctx = { access: everything, db, now: () => new Date(createdAt) }

t.test('a list names its accounts once, in order, and makes those that are new', async t => {
  const members = ['@zoe', '@ANN', '@ann'].map(handle)
  const list = await createList(ctx, { name: 'Good Friends', accounts: members })
  t.strictSame(list, { name: 'Good Friends', accounts: ['@ann', '@zoe'], createdAt })
  t.strictSame(await readList(ctx, 'good friends'), list)
  t.strictSame((await createList(ctx, { name: 'empty' })).accounts, [])
})

t.test('names compare without case and however their letters are composed', async t => {
  await createList(ctx, { name: 'Caf\u00e9 ☕/1' })
  for (const name of ['Cafe\u0301 ☕/1', 'CAF\u00c9 ☕/1']) {
    t.match(await readList(ctx, name), { name: 'Caf\u00e9 ☕/1' })
    await t.rejects(createList(ctx, { name }), { code: 'list-exists', status: 409 })
  }
  await t.rejects(readList(ctx, 'cafe ☕/1'), { code: 'list-not-found', status: 404 })
})

t.test('accounts come and go, again and again', async t => {
  t.strictSame((await addToList(ctx, 'empty', [handle('@bob')])).accounts, ['@bob'])
  t.strictSame((await addToList(ctx, 'empty', [handle('@bob')])).accounts, ['@bob'])
  t.strictSame((await removeFromList(ctx, 'empty', 'BOB')).accounts, [])
  t.strictSame((await removeFromList(ctx, 'empty', '@bob')).accounts, [])
  await t.rejects(removeFromList(ctx, 'empty', '@nobody'), { code: 'account-not-found' })
  await t.rejects(addToList(ctx, 'none', [handle('@bob')]), { code: 'list-not-found' })
})

t.test('a list is renamed and gets other accounts, or stays as it is', async t => {
  await createList(ctx, { name: 'before', accounts: [handle('@ann')] })
  const refused = changeList(ctx, 'before', { name: 'EMPTY', accounts: [handle('@never')] })
  await t.rejects(refused, { code: 'list-exists' })
  t.match(await readList(ctx, 'before'), { accounts: ['@ann'] })
  t.match(await changeList(ctx, 'before', { name: 'BEFORE' }), { name: 'BEFORE', accounts: ['@ann'] })
  const changed = await changeList(ctx, 'before', { name: 'after', accounts: [handle('@bob')] })
  t.strictSame(changed, { name: 'after', accounts: ['@bob'], createdAt })
  t.strictSame((await changeList(ctx, 'after', { accounts: [] })).accounts, [])
  await t.rejects(readList(ctx, 'before'), { code: 'list-not-found' })
})

t.test('an account that is deleted leaves its lists; a list that is deleted leaves its accounts', async t => {
  await createList(ctx, { name: 'short', accounts: [handle('@gone'), handle('@stays')] })
  await removeAccount(ctx, '@gone')
  t.strictSame((await readList(ctx, 'short')).accounts, ['@stays'])
  await removeList(ctx, 'SHORT')
  await t.rejects(readList(ctx, 'short'), { code: 'list-not-found' })
  t.ok((await db.select().from(accounts)).some(account => account.handle === '@stays'))
})

t.test('pages hold every list once, by name', async t => {
  const found: string[] = []
  let after: string | null = null
  do {
    const page = await listLists(ctx, { limit: 2, cursor: after })
    found.push(...page.items.map(list => list.name))
    after = page.next
  } while (after !== null)
  t.strictSame(found.toSorted(), ['Caf\u00e9 ☕/1', 'Good Friends', 'after', 'empty'])
})
