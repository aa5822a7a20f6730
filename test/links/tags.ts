import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { sumLinks } from '../../src/ingest/rollups/sum-links.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

const { api, app, ctx } = await testApp(t, { env: { API_REQUESTS_PER_MINUTE: '10000' } })
const make = (slug: string, tags: string[], more = {}) =>
  api('POST', '/links', { url: `https://example.com/${slug}`, slug, tags, ...more })
const tagsOf = async (slug: string) => (await api('GET', `/links/${slug}`)).json().tags
const as = (key: string) => (method: 'PATCH' | 'DELETE' | 'GET', url: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${key}` },
    ...(payload && { payload }),
  })

t.test('a tag is renamed in its place, on deleted links too', async t => {
  await make('one', ['a', 'old', 'b'])
  await make('two', ['old'])
  await api('DELETE', '/links/two')
  const before = (await api('GET', '/links/one')).json().updatedAt
  const answer = await api('PATCH', '/tags/old', { tag: ' new ' })
  t.match(answer, { statusCode: 200 })
  t.strictSame(answer.json(), { tag: 'new', links: 2 })
  t.strictSame(await tagsOf('one'), ['a', 'new', 'b'])
  t.not((await api('GET', '/links/one')).json().updatedAt, before)
  await api('POST', '/links/two/restore')
  t.strictSame(await tagsOf('two'), ['new'])
  t.match((await api('PATCH', '/tags/old', { tag: 'x' })).json(), {
    status: 404,
    code: 'tag-not-found',
    tag: 'old',
  })
})

t.test('two tags become one only where that is asked for', async t => {
  await make('merge-1', ['x', 'left', 'y', 'right'])
  await make('merge-2', ['right'])
  const refused = await api('PATCH', '/tags/left', { tag: 'right' })
  t.match(refused.json(), { status: 409, code: 'tag-exists', tag: 'right' })
  t.strictSame(await tagsOf('merge-1'), ['x', 'left', 'y', 'right'])
  t.equal((await api('PATCH', '/tags/left', { tag: 'right', merge: true })).json().links, 1)
  t.strictSame(await tagsOf('merge-1'), ['x', 'right', 'y'])
  t.equal((await api('PATCH', '/tags/right', { tag: 'right' })).statusCode, 200, 'its own name is free')
  t.equal((await api('PATCH', '/tags/right', { tag: 'Right' })).statusCode, 200, 'case matters')
})

t.test('a tag is taken off, and the links stay', async t => {
  await make('off-1', ['gone', 'stays'])
  await make('off-2', ['gone'])
  t.equal((await api('DELETE', '/tags/gone')).statusCode, 204)
  t.strictSame(await tagsOf('off-1'), ['stays'])
  t.strictSame(await tagsOf('off-2'), [])
  t.equal((await api('DELETE', '/tags/gone')).statusCode, 404)
})

t.test('tags are listed by name, page by page, with their numbers', async t => {
  for (const tag of ['Zebra', 'äpfel', 'list/1', 'e\u0301'])
    await make(`l-${tag.length}${tag.charCodeAt(0)}`, [tag])
  const all: string[] = []
  for (let cursor = ''; ; ) {
    const { data, nextCursor } = (await api('GET', `/tags?limit=3${cursor}`)).json()
    all.push(...data.map(({ tag }: { tag: string }) => tag))
    if (nextCursor === null) break
    cursor = `&cursor=${nextCursor}`
  }
  t.strictSame(all, all.toSorted(), 'as their characters are')
  t.equal(new Set(all).size, all.length)
  t.ok(['Zebra', 'äpfel', 'list/1', '\u00e9'].every(tag => all.includes(tag)))
  const path = (tag: string) => `/tags/${encodeURIComponent(tag)}`
  t.equal((await api('PATCH', path('list/1'), { tag: 'list/2' })).statusCode, 200)
  t.equal((await api('PATCH', path('e\u0301'), { tag: 'e' })).statusCode, 200, 'however it is composed')
})

t.test('tags say the same of their links before and after a job has added them up', async t => {
  const some = ['sum-a', 'sum-b', 'sum-c']
  await make('s-1', ['sum-b', 'sum-c'])
  await make('s-2', ['sum-b'])
  await make('s-3', ['sum-a'])
  const rows = await ctx.db.query.links.findMany({ where: (row, { like }) => like(row.slug, 's-%') })
  const day = 86_400_000
  const count = async (first: number) =>
    countRecords(
      ctx.db,
      randomRecords(seeded(4), {
        ...{ count: 400, linkIds: rows.map(({ id }) => id), people: 50 },
        ...{ from: Date.now() - day, to: Date.now() },
      }).slice(first, first + 100),
    )
  /** One at a time, so that each page has to end where it should. */
  const listed = async () => {
    const found: { tag: string }[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { data: { tag: string }[]; nextCursor: string | null } = (
        await api('GET', `/tags?limit=1${cursor && `&cursor=${cursor}`}`)
      ).json()
      found.push(...page.data)
      cursor = page.nextCursor
    }
    return found.filter(({ tag }) => some.includes(tag))
  }
  /** What the links say of themselves. */
  const expected = async () => {
    const { data } = (await api('GET', '/links?limit=100')).json()
    type Shown = { tags: string[]; clicks: number; excluded: number }
    return some.flatMap(tag => {
      const links: Shown[] = data.filter(({ tags }: Shown) => tags.includes(tag))
      const sum = (what: 'clicks' | 'excluded') => links.reduce((all, link) => all + link[what], 0)
      return links.length === 0
        ? []
        : [{ tag, links: links.length, clicks: sum('clicks'), excluded: sum('excluded') }]
    })
  }
  const same = async (what: string) => {
    const found = await listed()
    t.strictSame(found, await expected(), what)
    await foldChanges(ctx.db)
    t.strictSame(await listed(), found, `${what}, folded`)
    while ((await sumLinks(ctx.db)) > 0);
    t.strictSame(await listed(), found, `${what}, summed`)
  }
  await count(0)
  await same('at first')
  await count(100)
  await api('DELETE', '/links/s-3')
  await same('when the only link of a tag is deleted')
  await api('PATCH', '/links/s-2', { tags: ['sum-a'] })
  await count(200)
  await same('with other tags')
  await api('POST', '/links/s-3/restore')
  await api('PATCH', '/tags/sum-c', { tag: 'sum-b', merge: true })
  await count(300)
  await same('when it is restored')
  t.ok((await listed()).length === 2)
})

t.test('a limited key sees and renames the tags of its own links alone; a viewer none', async t => {
  await make('theirs', ['shared', 'secret'])
  const author = as((await createKey(ctx.db, { name: 'author', role: 'author' })).key)
  t.strictSame((await author('GET', '/tags')).json().data, [])
  for (const tag of ['shared', 'secret']) {
    t.equal((await author('PATCH', `/tags/${tag}`, { tag: 'mine' })).statusCode, 404)
    t.equal((await author('DELETE', `/tags/${tag}`)).statusCode, 404)
  }
  await app.inject({
    method: 'POST',
    url: '/api/v1/links',
    headers: { authorization: `Bearer ${(await createKey(ctx.db, { name: 'other', role: 'author' })).key}` },
    payload: { url: 'https://example.com/', slug: 'others', tags: ['shared'] },
  })
  const { key } = await createKey(ctx.db, { name: 'own', role: 'author' })
  await app.inject({
    method: 'POST',
    url: '/api/v1/links',
    headers: { authorization: `Bearer ${key}` },
    payload: { url: 'https://example.com/', slug: 'own', tags: ['shared'] },
  })
  t.strictSame((await as(key)('PATCH', '/tags/shared', { tag: 'secret' })).json(), {
    tag: 'secret',
    links: 1,
  })
  t.strictSame(await tagsOf('own'), ['secret'])
  t.strictSame(await tagsOf('others'), ['shared'])
  t.strictSame(await tagsOf('theirs'), ['shared', 'secret'])
  const viewer = as((await createKey(ctx.db, { name: 'viewer', role: 'viewer' })).key)
  t.equal((await viewer('PATCH', '/tags/shared', { tag: 'x' })).statusCode, 403)
  t.equal((await viewer('DELETE', '/tags/shared')).statusCode, 403)
  t.equal((await viewer('GET', '/tags')).statusCode, 200)
})

t.test('a tag is as it was given, whatever signs it has', async t => {
  const tags = ['a\\b', 'x\\', '"q"', '{c,d}', 'e|f', 'NULL', 'null', 'ü 🎉']
  await make('signs', tags)
  t.strictSame(await tagsOf('signs'), tags)
  for (const tag of tags) {
    const { data } = (await api('GET', `/links?tag=${encodeURIComponent(tag)}`)).json()
    t.match(data, [{ slug: 'signs' }], tag)
  }
})
