import t, { type Test } from 'tap'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

/** A list of two with a name that is no plain part of an address. */
async function listed(t: Test) {
  const tested = await testApp(t)
  const name = 'Friends/foes? 🎉'
  await tested.api('POST', '/lists', { name, accounts: ['@ann', '@bob'] })
  return { ...tested, name, path: `/app/lists/${encodeURIComponent(name)}`, visitor: await loggedIn(tested) }
}

t.test('accounts are put on a list and taken off it', async t => {
  const { visitor, path, name, api } = await listed(t)
  const members = async () => (await api('GET', `/lists/${encodeURIComponent(name)}`)).json().accounts
  t.match((await visitor.get(path)).body, /Friends\/foes\? 🎉.*2 accounts.*@ann.*@bob/s)
  const added = await visitor.post(`${path}/accounts`, { accounts: 'cat, @ann' }, path)
  t.equal(added.headers.location, path)
  t.strictSame(await members(), ['@ann', '@bob', '@cat'])
  await visitor.post(`${path}/accounts/remove`, { account: '@bob' }, path)
  t.strictSame(await members(), ['@ann', '@cat'])
  const undo = (await visitor.get(`${path}?removed=%40bob`)).body
  t.match(undo, /name="accounts" value="@bob".*@bob was removed.*Undo/s)
  t.notMatch((await visitor.get(`${path}?removed=%40ann`)).body, 'was removed', 'she is on it')
  t.equal((await api('GET', '/accounts/@bob')).statusCode, 200, 'the account stays')
  const wrong = await visitor.post(`${path}/accounts`, { accounts: 'not a handle!' }, path)
  t.equal(wrong.statusCode, 400)
  t.match(wrong.body, /value="not a handle!".*id="accounts-problem">“handle!” must be a handle: @name/s)
})

t.test('a list is renamed and deleted', async t => {
  const { visitor, path, api } = await listed(t)
  await api('POST', '/lists', { name: 'taken' })
  const taken = await visitor.post(path, { name: 'Taken' })
  t.equal(taken.statusCode, 409)
  t.match(taken.body, /value="Taken".*id="name-problem">The list &quot;Taken&quot; exists already/s)
  t.equal((await visitor.post(path, { name: 'peers' })).headers.location, '/app/lists/peers')
  t.equal((await visitor.get(path)).statusCode, 404)
  t.match((await visitor.get('/app/lists/peers/delete')).body, /Delete the list “peers”\?/)
  t.equal((await visitor.post('/app/lists/peers/delete', {})).headers.location, '/app/lists')
  t.equal((await visitor.get('/app/lists/peers')).statusCode, 404)
  const again = await visitor.post('/app/lists/peers/delete', {}, '/app/lists')
  t.equal(again.headers.location, '/app/lists', 'it is gone all the same')
  t.equal((await api('GET', '/accounts/@ann')).statusCode, 200)
})

t.test('the longest name has a page, too', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const made = await visitor.post('/app/lists', { name: '🎉'.repeat(64) })
  t.equal(made.statusCode, 303)
  t.equal((await visitor.get(String(made.headers.location))).statusCode, 200)
})
