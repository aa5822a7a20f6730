import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { testApp } from '../fixtures/app.js'

t.test('many links are changed and deleted, each by itself, in order', async t => {
  const { api, app, ctx } = await testApp(t)
  const make = (slug: string) => ({ url: `https://example.com/${slug}`, slug })
  await api('POST', '/links/bulk', { links: ['one', 'two', 'bulk'].map(make) })
  const changed = await api('PATCH', '/links/bulk', {
    links: [
      { slug: 'one', title: 'One', tags: ['a'] },
      { slug: 'none', title: 'None' },
      { slug: 'two', url: 'javascript:alert(1)', maxClicks: 0 },
      { slug: 'two' },
      { slug: 'bulk', enabled: false },
      { slug: 'one', tags: [] },
      7,
    ],
  })
  t.equal(changed.statusCode, 200)
  const fields = (...names: string[]) => names.map(field => ({ field }))
  t.match(changed.json().results, [
    { link: { slug: 'one', title: 'One', tags: ['a'] } },
    { error: { status: 404, code: 'link-not-found' } },
    { error: { status: 400, errors: fields('url', 'maxClicks') } },
    { error: { status: 400, code: 'invalid-input' } },
    { link: { slug: 'bulk', enabled: false } },
    { link: { slug: 'one', title: 'One', tags: [] } },
    { error: { status: 400, code: 'invalid-input' } },
  ])
  t.match((await api('GET', '/links/two')).json(), { url: 'https://example.com/two' })

  const { key } = await createKey(ctx.db, { name: 'viewer', role: 'viewer' })
  const slugs = ['one', 'none', 'one']
  const asViewer = {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    payload: { slugs },
  } as const
  t.equal((await app.inject({ ...asViewer, url: '/api/v1/links/bulk/delete' })).statusCode, 403)
  const deleted = await api('POST', '/links/bulk/delete', { slugs })
  t.match(deleted.json().results, [
    { slug: 'one' },
    { error: { code: 'link-not-found' } },
    { error: { code: 'link-gone' } },
  ])
  t.equal((await app.inject('/one')).statusCode, 410)
})

t.test('an external id names one link, also a deleted one', async t => {
  const { api } = await testApp(t)
  const url = 'https://example.com/'
  const taken = { error: { status: 409, code: 'external-id-taken', externalId: 'post-1' } }
  const { results } = (
    await api('POST', '/links/bulk', {
      links: [
        { url, slug: 'one', externalId: ' post-1 ' },
        { url, externalId: 'post-1' },
        { url, slug: 'two' },
      ],
    })
  ).json()
  t.match(results, [{ link: { externalId: 'post-1' } }, taken, { link: { externalId: null } }])
  const found = async (query: string) =>
    (await api('GET', `/links?externalId=${query}`)).json().data.map(({ slug }: { slug: string }) => slug)
  t.same(await found('post-1'), ['one'])
  t.match((await api('PATCH', '/links/two', { externalId: 'post-1' })).json(), taken.error)
  t.equal((await api('PATCH', '/links/one', { externalId: 'post-1' })).statusCode, 200, 'its own')
  await api('DELETE', '/links/one')
  t.match((await api('POST', '/links', { url, externalId: 'post-1' })).json(), taken.error)
  t.same(await found('post-1&deleted=true'), ['one'])
  await api('POST', '/links/one/restore')
  await api('PATCH', '/links/one', { externalId: null })
  t.equal((await api('PATCH', '/links/two', { externalId: 'post-1' })).statusCode, 200, 'free again')
  const atOnce = { url, externalId: 'post-2' }
  const made = await Promise.all([1, 2, 3].map(() => api('POST', '/links', atOnce)))
  t.same(made.map(({ statusCode }) => statusCode).toSorted(), [201, 409, 409])
})
