import t from 'tap'
import { createKey, findKeyInfo } from '../../../src/auth/keys.js'
import { testApp } from '../../fixtures/app.js'
import { storeAccount } from '../../fixtures/numbers.js'
import { loggedIn } from '../../fixtures/pages.js'

t.test('an admin changes a key, and what the form did not change stays', async t => {
  const tested = await testApp(t)
  const { db } = tested.ctx
  await storeAccount(db, '@me')
  const expiresAt = new Date('2999-01-31T15:04:05Z')
  const { id } = await createKey(db, { name: 'laptop', role: 'member', expiresAt })
  const path = `/app/settings/keys/${id}`
  const admin = await loggedIn(tested)
  t.match((await admin.get('/app/settings')).body, `href="${path}"`)
  const form = { name: 'laptop', role: 'member', accounts: '', expiresAt: '2999-01-31' }
  const shown = (await admin.get(path)).body
  t.match(shown, /value="laptop".*value="member" selected.*value="2999-01-31"/s)

  const named = await admin.post(path, { ...form, name: ' phone ' })
  t.match(named, { statusCode: 303, headers: { location: '/app/settings#keys' } })
  t.match(await findKeyInfo(db, id), { name: 'phone', role: 'member', accounts: null, expiresAt })

  await admin.post(path, { ...form, role: 'author', accounts: 'x.com/me', expiresAt: '' })
  t.match(await findKeyInfo(db, id), { name: 'laptop', role: 'author', accounts: ['@me'], expiresAt: null })
  await admin.post(path, { ...form, role: 'author', accounts: '@me', expiresAt: '2999-02-01' })
  t.match(await findKeyInfo(db, id), {
    accounts: ['@me'],
    expiresAt: new Date('2999-02-01T23:59:59Z'),
  })
  await admin.post(path, { ...form, role: 'author' })
  t.match(await findKeyInfo(db, id), { role: 'author', accounts: [] }, 'an author stays limited')
  await admin.post(path, form)
  t.match(await findKeyInfo(db, id), { role: 'member', accounts: null }, 'empty means all of them')
})

t.test('a key whose accounts are gone is not given all of them by saving its name', async t => {
  const tested = await testApp(t)
  const { db } = tested.ctx
  const { id } = await createKey(db, { name: 'old', role: 'member', accountIds: [] })
  const admin = await loggedIn(tested)
  const path = `/app/settings/keys/${id}`
  t.match((await admin.get(path)).body, 'limited to are deleted')
  await admin.post(path, { name: 'new', role: 'member', accounts: '', expiresAt: '' })
  t.match(await findKeyInfo(db, id), { name: 'new', accounts: [] })
})

t.test('what is wrong is said, and changes nothing', async t => {
  const tested = await testApp(t)
  const { db } = tested.ctx
  const { id, key } = await createKey(db, { name: 'laptop', role: 'member' })
  const admin = await loggedIn(tested)
  const path = `/app/settings/keys/${id}`
  const form = { name: 'laptop', role: 'member', accounts: '', expiresAt: '' }
  for (const [wrong, field] of [
    [{ name: '' }, 'name'],
    [{ role: 'king' }, 'role'],
    [{ accounts: '@nobody' }, 'accounts'],
    [{ accounts: 'no handle!' }, 'accounts'],
    [{ expiresAt: '2020-01-01' }, 'expiresAt'],
    [{ expiresAt: '2999-02-30' }, 'expiresAt'],
  ] as const) {
    const { statusCode, body } = await admin.post(path, { ...form, ...wrong })
    t.ok([400, 404].includes(statusCode), JSON.stringify(wrong))
    t.match(body, `id="${field}-problem"`)
  }
  const before = await findKeyInfo(db, id)
  t.match(before, { name: 'laptop', role: 'member', accounts: null, expiresAt: null })

  const member = await loggedIn(tested, key)
  t.equal((await member.get(path)).statusCode, 403)
  t.equal((await member.post(path, { ...form, role: 'admin' }, '/app/settings')).statusCode, 403)
  const { lastUsedAt: _, ...unchanged } = before
  t.match(await findKeyInfo(db, id), unchanged)
  await admin.post(`${path}/revoke`, {})
  for (const other of [id, 999, '1e3', 'x'])
    t.equal((await admin.get(`/app/settings/keys/${other}`)).statusCode, 404, String(other))
  t.equal((await admin.post(path, form, '/app/settings')).statusCode, 404, 'a revoked key stays as it was')
})
