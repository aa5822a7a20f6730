import t from 'tap'
import { changeLink } from '../../src/links/change.js'
import { issueLink, issueLinks } from '../../src/links/issue.js'
import { listLinks } from '../../src/links/list.js'
import { tidyChanges, tidyWish } from '../../src/links/tidy.js'
import { testApp } from '../fixtures/app.js'

const url = 'https://example.com/a'

t.test('texts of a wish lose what cannot be seen at their ends; one of nothing else is left out', async t => {
  t.strictSame(
    tidyWish({
      url,
      slug: '\u200blaunch ',
      title: '\u00a0A  title\ufeff',
      text: ' one\n two \n',
      tags: ['a', 'a', ' a ', 'a\u200b', 'b', ' ', '\u3164', 'Caf\u00e9', 'Cafe\u0301', 'A'],
      utm: { source: ' x ', medium: '\u2060' },
    }),
    {
      url,
      slug: 'launch',
      title: 'A  title',
      text: 'one\n two',
      tags: ['a', 'b', 'Caf\u00e9', 'A'],
      utm: { source: 'x' },
    },
  )
  t.strictSame(tidyWish({ url, title: ' \u200b', text: '\u2800', slug: ' ' }), { url })
  t.strictSame(tidyWish({ url, public: true, findExisting: false }), {
    url,
    public: true,
    findExisting: false,
  })
})

t.test('a change to nothing that can be seen clears', async t => {
  t.strictSame(tidyChanges({ title: ' \u200b', text: '\u00ad', tags: [' '] }), {
    title: null,
    text: null,
    tags: [],
  })
  t.strictSame(tidyChanges({ title: null, text: ' x ' }), { title: null, text: 'x' })
  t.strictSame(tidyChanges({ enabled: false }), { enabled: false })
})

t.test('so links are stored, however they come', async t => {
  const { ctx, api } = await testApp(t)
  const typed = { url: `${url}\u200b`, title: ' \u3000', tags: ['a', 'a', ' a '], text: '\ufeff' }
  const kept = { url, title: null, tags: ['a'], tweet: null }
  t.match((await issueLink(ctx, typed)).link, kept)
  t.match((await api('POST', '/links', typed)).json(), kept)
  const bulk = (await api('POST', '/links/bulk', { links: [typed, { ...typed, title: ' T ' }] })).json()
  t.match(bulk.results, [{ link: kept }, { link: { ...kept, title: 'T' } }])
  const slug = (await api('POST', '/links', { url, slug: ' launch\u00a0' })).json().slug
  t.equal(slug, 'launch')
  const changed = await api('PATCH', '/links/launch', { ...typed, title: 'New\u200d', text: ' read ' })
  t.match(changed.json(), { url, title: 'New', tags: ['a'], tweet: { text: 'read' } })
  t.match(await changeLink(ctx, 'launch', { title: ' ' }), { title: null })
  t.match((await api('GET', `/links/${slug}`)).json(), { tags: ['a'] })
})

t.test('ends of lines and empty texts are no reason to refuse', async t => {
  const { api } = await testApp(t)
  const pasted = {
    url: '\r\nhttps://example.com/a\n',
    slug: 'pasted\n',
    account: '\t@me\n',
    title: 'A title\r\n',
    text: '\n one\n two\n',
    tags: ['a\n', 'b\u2028', ' a'],
    expiresAt: '2999-01-01T00:00:00Z\n',
    utm: { source: 'x\n', medium: '' },
  }
  const kept = {
    url: 'https://example.com/a?utm_source=x',
    slug: 'pasted',
    account: '@me',
    title: 'A title',
    tags: ['a', 'b'],
    tweet: { text: 'one\n two' },
    expiresAt: '2999-01-01T00:00:00.000Z',
  }
  t.match((await api('POST', '/links', pasted)).json(), kept)
  const bulk = await api('POST', '/links/bulk', { links: [{ ...pasted, slug: '\nbulk' }] })
  t.match(bulk.json().results, [{ link: { ...kept, slug: 'bulk' } }])
  for (const title of ['', '\n', ' ', '\ufff9', '\u{13430}', null]) {
    t.match((await api('PATCH', '/links/pasted', { title: 'New' })).json(), { title: 'New' })
    const cleared = await api('PATCH', '/links/pasted', { title, tags: [], text: title })
    t.match(cleared.json(), { title: null, tags: [], tweet: { text: null } }, JSON.stringify(title))
  }
  const long = `${'a'.repeat(300)}\n`
  t.match((await api('PATCH', '/links/pasted', { title: long })).json(), { title: 'a'.repeat(300) })
  t.equal((await api('PATCH', '/links/pasted', { title: 'two\nlines' })).statusCode, 400)
  const tweet = { url: 'https://x.com/me/status/1529877576591609861\n' }
  t.match((await api('PUT', '/links/pasted/tweet', tweet)).json(), { tweet: { id: '1529877576591609861' } })
  t.match((await api('POST', '/accounts', { handle: '@you\n', name: '' })).json(), {
    handle: '@you',
    name: null,
  })
  const snapshot = { followers: 7, countedAt: '2026-01-01T00:00:00Z\n' }
  t.equal((await api('POST', '/accounts/@you/followers', snapshot)).statusCode, 201)
  t.match((await api('GET', '/links?q=pasted%0A&account=%40me%0D%0A')).statusCode, 200)
})

t.test('a tag is found as it was typed', async t => {
  const { ctx, api } = await testApp(t)
  await issueLinks(ctx, [{ url, slug: 'composed', tags: ['Cafe\u0301'] }])
  for (const tag of ['Caf\u00e9', 'Cafe\u0301', ' Café\u200b']) {
    const { data } = (await api('GET', `/links?tag=${encodeURIComponent(tag)}`)).json()
    t.match(data, [{ slug: 'composed' }], JSON.stringify(tag))
  }
  t.match(await listLinks(ctx, { sort: 'newest', limit: 5, tags: { names: ['cafe'], all: true } }), {
    items: [],
  })
})
