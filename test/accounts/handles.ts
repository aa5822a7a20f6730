import t from 'tap'
import { addSnapshot } from '../../src/accounts/followers.js'
import { accountChoices, accountHandles } from '../../src/accounts/handles.js'
import { everything } from '../../src/auth/access.js'
import { database } from '../fixtures/database.js'
import { storeAccount } from '../fixtures/numbers.js'

t.test('handles in their order, of public accounts only where that is wanted', async t => {
  const { db } = await database(t)
  await storeAccount(db, '@cid', {}, { public: true })
  await storeAccount(db, '@Bob')
  await storeAccount(db, '@ann', {}, { public: true })
  t.strictSame(await accountHandles({ access: everything, db }, { publicOnly: false, limit: 10 }), [
    '@ann',
    '@Bob',
    '@cid',
  ])
  t.strictSame(await accountHandles({ access: everything, db }, { publicOnly: true, limit: 10 }), [
    '@ann',
    '@cid',
  ])
  t.strictSame(await accountHandles({ access: everything, db }, { publicOnly: true, limit: 1 }), ['@ann'])

  await addSnapshot({ access: everything, db }, '@ann', { followers: 0, countedAt: new Date() })
  t.strictSame(await accountChoices({ access: everything, db }, 2), [
    { handle: '@ann', counted: true },
    { handle: '@Bob', counted: false },
  ])
})
