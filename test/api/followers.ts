import t from 'tap'
import { testApp } from '../fixtures/app.js'

t.test('a wrong follower count is deleted by its time', async t => {
  const { api } = await testApp(t)
  await api('POST', '/accounts', { handle: '@me' })
  const countedAt = '2026-01-01T00:00:00.000Z'
  await api('POST', '/accounts/@me/followers', { followers: 5, countedAt })
  t.equal((await api('DELETE', `/accounts/@me/followers/${countedAt}`)).statusCode, 204)
  const again = await api('DELETE', `/accounts/@me/followers/${countedAt}`)
  t.match(again.json(), { status: 404, code: 'snapshot-not-found', handle: '@me', countedAt })
  t.match((await api('DELETE', '/accounts/@me/followers/yesterday')).json(), {
    status: 400,
    code: 'invalid-input',
    errors: [{ field: 'countedAt' }],
  })
  t.equal((await api('DELETE', `/accounts/@nobody/followers/${countedAt}`)).statusCode, 404)
})
