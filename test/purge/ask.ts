import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { testApp } from '../fixtures/app.js'

const octets = { headers: { 'content-type': 'application/octet-stream' } }

t.test('links and accounts are erased on request', async t => {
  const { api, app, ctx } = await testApp(t)
  await api('POST', '/accounts', { handle: '@me', followers: 500 })
  await api('POST', '/links', { url: 'https://example.com/a', slug: 'launch', account: '@me', text: 'Look' })
  await api('POST', '/links', { url: 'https://example.com/b', slug: 'other' })

  await t.test('not without the parameter', async t => {
    t.equal((await api('DELETE', '/links/other')).statusCode, 204)
    t.equal((await api('POST', '/links/other/restore')).statusCode, 200)
    t.match((await api('DELETE', '/links/other?purge=yes')).json(), { errors: [{ field: 'purge' }] })
  })

  await t.test('not by a key that only makes links, nor by one that does not see them', async t => {
    const as = async (role: 'author' | 'member', accountIds?: number[]) => {
      const { key } = await createKey(ctx.db, { name: role, role, ...(accountIds && { accountIds }) })
      const headers = { authorization: `Bearer ${key}` }
      return (await app.inject({ method: 'DELETE', url: '/api/v1/links/other?purge=true', headers }))
        .statusCode
    }
    t.equal(await as('author'), 403)
    t.equal(await as('member', []), 404)
  })

  await t.test('a link, also when it is deleted; its slug stays taken', async t => {
    await api('DELETE', '/links/other')
    t.equal((await api('DELETE', '/links/other?purge=true')).statusCode, 204)
    t.match((await api('GET', '/links/other')).json(), { status: 404, code: 'link-not-found' })
    t.equal((await app.inject('/other')).statusCode, 404)
    t.equal((await api('POST', '/links/other/restore')).statusCode, 404)
    t.equal((await api('DELETE', '/links/other?purge=true')).statusCode, 404)
    const again = await api('POST', '/links', { url: 'https://example.org/', slug: 'other' })
    t.match(again.json(), { status: 409, code: 'slug-taken' })
    const imported = await api('POST', '/imports', 'slug,url\nother,https://example.org/\n', octets)
    t.match(imported.json(), { status: 400, clashes: [{ slug: 'other' }] })
  })

  await t.test('an account with its tweets and links; its handle is free again', async t => {
    t.equal((await api('DELETE', '/accounts/me?purge=true')).statusCode, 204)
    t.equal((await api('GET', '/accounts/@me')).statusCode, 404)
    t.equal((await api('GET', '/links/launch')).statusCode, 404)
    t.equal((await api('GET', '/exports/tweets?format=ndjson')).body, '')
    t.equal((await api('POST', '/accounts', { handle: '@me' })).statusCode, 201)
    t.match((await api('GET', '/accounts/@me/tweets')).json(), { tweets: 0, drafts: 0 })
  })
})
