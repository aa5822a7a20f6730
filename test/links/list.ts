import t from 'tap'
import { links, linkTotals } from '../../src/db/schema.js'
import { changeLink } from '../../src/links/change.js'
import { issueLinks } from '../../src/links/issue.js'
import { type LinkQuery, listLinks } from '../../src/links/list.js'
import { removeLink } from '../../src/links/remove.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

t.test('lists are filtered, sorted and paged', async t => {
  const { ctx } = await testApp(t)
  const names = ['one', 'two', 'three', 'four', 'five']
  await issueLinks(ctx, [
    { url: 'https://example.com/1', slug: 'one', tags: ['a', 'b'], title: '100 % sure_thing' },
    { url: 'https://example.com/Zwei', slug: 'two', tags: ['b'] },
    { url: 'https://example.com/3', slug: 'three', text: 'an ODD tale', account: handle('@me') },
    { url: 'https://example.com/4', slug: 'four' },
    { url: 'https://example.com/5', slug: 'five' },
    { url: 'https://example.com/6', slug: 'six' },
  ])
  await removeLink(ctx, 'six')
  const rows = await ctx.db.select().from(links)
  const clicked: Record<string, number> = { one: 5, two: 9, three: 5 }
  for (const { id, slug } of rows) {
    const clicks = clicked[slug]
    if (clicks !== undefined)
      await ctx.db.insert(linkTotals).values({ linkId: id, clicks, clickers: 1, excluded: 2 })
  }
  const slugs = async (query: Partial<LinkQuery>) =>
    (await listLinks(ctx, { sort: 'newest', limit: 50, ...query })).items.map(link => link.slug)

  const newest = await slugs({})
  t.same(newest.toSorted(), names.toSorted(), 'a deleted link is not listed')
  t.same(
    await slugs({ tags: { names: ['b'], all: true } }),
    newest.filter(slug => ['one', 'two'].includes(slug)),
  )
  t.same(await slugs({ tags: { names: ['b', 'a'], all: true } }), ['one'])
  t.same(await slugs({ tags: { names: ['B'], all: true } }), [])
  t.same(await slugs({ account: '@me' }), ['three'])
  t.same(await slugs({ account: '@nobody' }), [])
  t.same(await slugs({ q: 'zwei' }), ['two'])
  t.same(await slugs({ q: 'odd' }), ['three'])
  t.same(await slugs({ q: 'OUR' }), ['four'])
  t.same(await slugs({ q: '0 % s' }), ['one'], 'q is text, not a pattern')
  t.same(await slugs({ q: 'e_t' }), ['one'])
  t.same(await slugs({ q: '%' }), ['one'])
  t.same(await slugs({ q: '\\' }), [])

  const mostClicked = await slugs({ sort: 'clicks' })
  t.equal(mostClicked[0], 'two')
  t.same(mostClicked.slice(1, 3).toSorted(), ['one', 'three'])
  t.match(await listLinks(ctx, { sort: 'clicks', limit: 1 }), {
    items: [{ clicks: 9, clickers: 1, excluded: 2 }],
  })

  for (const sort of ['newest', 'clicks'] as const) {
    const paged: string[] = []
    let after: string | null = null
    do {
      const page = await listLinks(ctx, { sort, limit: 2, cursor: after })
      paged.push(...page.items.map(link => link.slug))
      after = page.next
    } while (after !== null)
    t.same(paged, await slugs({ sort }), `pages by ${sort} hold every link once, in order`)
  }
  const exact = await listLinks(ctx, { sort: 'newest', limit: 5 })
  t.equal(exact.next, null, 'a full last page has no next one')
})

t.test('a search finds an address as it was typed', async t => {
  const { ctx, api } = await testApp(t)
  await issueLinks(ctx, [
    { url: 'https://例子.com/產品', slug: 'chinese' },
    { url: 'https://mu\u0308nchen.de/x', slug: 'german', title: 'Cafe\u0301' },
    { url: 'https://example.com/u\u0308ber', slug: 'decomposed', text: 'Gru\u0308ße an ÄPFEL_1' },
    { url: 'https://example.com/plain', slug: 'plain', text: '產 50 % of it' },
    {
      url: 'https://wide.example/',
      slug: 'wide',
      title: 'Ｔｉｔｌｅ',
      text: 'Ｔｗｅｅｔ ﬁne Straße Σίσυφος',
    },
  ])
  const found = async (q: string) => {
    const { data } = (await api('GET', `/links?q=${encodeURIComponent(q)}`)).json()
    return data.map(({ slug }: { slug: string }) => slug).toSorted()
  }
  const searches: [string[], string[]][] = [
    [
      ['例子.com', '例', 'xn--fsqu00a.com', 'https://例子.com/產品', '%E7%94%A2%E5%93%81', ' 產品\u200b'],
      ['chinese'],
    ],
    [['產'], ['chinese', 'plain']],
    [['münchen', 'MÜNCHEN.de', 'mu\u0308nchen.de/x', 'café', 'CAFE\u0301'], ['german']],
    [['über', 'ÜBER', 'u\u0308ber', 'grüße', 'gru\u0308ße', 'äpfel_', 'a\u0308pfel'], ['decomposed']],
    [['50 % of', '0 %'], ['plain']],
    [['title', 'tweet', 'Ｔｗｅｅｔ', 'TWEET FINE', 'strasse', 'STRASSE', 'ΣΊΣΥΦΟΣ', 'σίσυφος'], ['wide']],
    [['50_%', 'Äpfel%', 'munchen'], []],
    [
      ['\u200b', ''],
      ['chinese', 'decomposed', 'german', 'plain', 'wide'],
    ],
  ]
  for (const [texts, slugs] of searches) for (const q of texts) t.same(await found(q), slugs, q)
  for (const sort of ['newest', 'clicks'] as const) {
    const first = await listLinks(ctx, { sort, limit: 1, q: 'example.com' })
    const second = await listLinks(ctx, {
      sort,
      limit: 1,
      q: 'example.com',
      cursor: first.next,
    })
    t.same(
      [...first.items, ...second.items].map(({ slug }) => slug).toSorted(),
      ['decomposed', 'plain'],
      sort,
    )
    t.equal(second.next, null)
  }
})

t.test('a search finds a link by its short address as it was pasted', async t => {
  const { ctx, api } = await testApp(t)
  await issueLinks(ctx, [
    { url: 'https://example.com/1', slug: 'Laun_ch', title: '%00 and 100%' },
    { url: 'https://example.com/launch', slug: 'other', title: 'Laun+ch a b' },
    { url: 'https://example.com/3', slug: 'LaunXch', title: 'x_y' },
  ])
  const found = async (q: string) => {
    const answer = await api('GET', `/links?q=${q}`)
    t.equal(answer.statusCode, 200, q)
    return answer
      .json()
      .data.map(({ slug }: { slug: string }) => slug)
      .toSorted()
  }
  for (const q of [
    ...[
      'https://sho.rt/Laun_ch',
      'http://sho.rt/Laun_ch',
      'sho.rt/Laun_ch',
      'SHO.RT/Laun_ch',
      'HTTPS://SHO.RT/LAUN_CH',
    ],
    ...[
      '/Laun_ch',
      'Laun_ch+',
      'Laun_ch/',
      'https://sho.rt/Laun_ch+',
      'sho.rt/Laun_ch/?x=1',
      'sho.rt./Laun_ch).',
    ],
    ...[
      '“https://sho.rt/Laun_ch”',
      'Laun_ch.',
      'localhost:3000/Laun_ch',
      '127.0.0.1:3000/Laun_ch',
      ' sho.rt/Laun_ch\n',
    ],
  ])
    t.same(await found(encodeURIComponent(q)), ['Laun_ch'], q)
  t.same(await found('https://example.org/Laun_ch'), [], 'another host')
  t.same(await found('sho.rt/Laun'), [], 'a part of a slug')
  for (const q of ['%2500', '%25', '%', '100%25']) t.same(await found(q), ['Laun_ch'], q)
  for (const q of ['Laun_ch party', 'Laun_ch%2520party', 'Laun_ch&party', 'Laun_ch;x', 'Laun_ch">party'])
    t.same(await found(encodeURIComponent(decodeURI(q))), [], `${q} is no slug`)
  t.same(await found(encodeURIComponent('sho.rt/Laun_ch&utm=1')), ['Laun_ch'])
  t.same(await found('_'), ['LaunXch', 'Laun_ch'])
  t.same(await found('%255F'), ['LaunXch', 'Laun_ch'], 'encoded')
  for (const q of ['%2520', '%250A', '%25FF', '%25C3', '%5C', '%252525', '%2B', '%3F', '%23'])
    t.ok((await found(q)).length < 3, q)
})

t.test('a changed link is found by what it is now', async t => {
  const { ctx } = await testApp(t)
  await issueLinks(ctx, [{ url: 'https://例子.com/', slug: 'launch', title: 'Old' }])
  const found = async (q: string) => (await listLinks(ctx, { sort: 'newest', limit: 5, q })).items.length
  await changeLink(ctx, 'launch', { title: 'New' })
  t.same([await found('old'), await found('new'), await found('例子')], [0, 1, 1])
  await changeLink(ctx, 'launch', { url: 'https://пример.рф/' })
  t.same(
    [await found('例子'), await found('ПРИМЕР'), await found('new'), await found('LAUNCH')],
    [0, 1, 1, 1],
  )
  await changeLink(ctx, 'launch', { title: null })
  t.same([await found('new'), await found('ПРИМЕР')], [0, 1])
})

t.test(
  'a list is narrowed by what links are, counted, and cut to the members that were asked for',
  async t => {
    let now = new Date('2026-05-01T12:00:00Z')
    const { api, ctx } = await testApp(t, { now: () => now })
    await issueLinks(ctx, [
      { url: 'https://example.com/1', slug: 'one', tags: ['a', 'b'], public: true, notes: 'Ask Ann.' },
      { url: 'https://example.com/2', slug: 'two', tags: ['a'], enabled: false, account: handle('@me') },
    ])
    now = new Date('2026-05-02T12:00:00Z')
    await issueLinks(ctx, [
      { url: 'https://example.com/3', slug: 'three', account: handle('@me') },
      { url: 'https://example.com/4', slug: 'gone', tags: ['a'] },
    ])
    await removeLink(ctx, 'gone')
    await changeLink(ctx, 'one', { title: 'One' })
    const found = async (query: string) => {
      const answer = await api('GET', `/links?total=true&limit=1&fields=slug,updatedAt&${query}`)
      t.match(answer.headers['content-type'], /^application\/json/)
      const { data, total } = answer.json()
      for (const link of data) t.same(Object.keys(link), ['slug', 'updatedAt'], query)
      const all = await api('GET', `/links?fields=slug&${query}`)
      const slugs = all.json().data.map(({ slug }: { slug: string }) => slug)
      t.equal(total, slugs.length, query)
      return slugs.toSorted()
    }
    t.same(await found(''), ['one', 'three', 'two'])
    t.same(await found('tag=a'), ['one', 'two'])
    t.same(await found('tag=a&tag=b'), ['one'])
    t.same(await found('public=true'), ['one'])
    t.same(await found('public=false&enabled=true'), ['three'])
    t.same(await found('enabled=false&account=@ME'), ['two'])
    t.same(await found('account=@me'), ['three', 'two'])
    t.same(await found('deleted=true'), ['gone'])
    t.same(await found('createdFrom=2026-05-02T12:00:00Z'), ['three'])
    t.same(await found('createdFrom=2026-05-03'), await found('createdFrom=2026-05-03T00:00:00Z'), 'a day')
    for (const range of ['created', 'updated']) {
      const { statusCode, body } = await api('GET', `/links?${range}From=2026-05-02&${range}To=2026-05-02`)
      t.equal(statusCode, 400)
      t.match(body, `${range}To: must be later than ${range}From`)
    }
    t.equal((await api('GET', '/exports/links?from=2026-05-02&to=2026-05-01')).statusCode, 400)
    t.same(await found('createdTo=2026-05-02T12:00:00Z'), ['one', 'two'])
    t.same(await found('updatedFrom=2026-05-02T12:00:00Z'), ['one', 'three'])
    t.same(await found('updatedTo=2026-05-02T12:00:00Z'), ['two'])
    t.same(await found('q=ask%20ANN'), ['one'])
  },
)
