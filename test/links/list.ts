import t from 'tap'
import { links, linkTotals } from '../../src/db/schema.js'
import { issueLinks } from '../../src/links/issue.js'
import { type LinkPlace, type LinkQuery, listLinks } from '../../src/links/list.js'
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
    (await listLinks(ctx, { sort: 'newest', limit: 50, ...query })).links.map(link => link.slug)

  const newest = await slugs({})
  t.same(newest.toSorted(), names.toSorted(), 'a deleted link is not listed')
  t.same(
    await slugs({ tag: 'b' }),
    newest.filter(slug => ['one', 'two'].includes(slug)),
  )
  t.same(await slugs({ tag: 'B' }), [])
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
    links: [{ clicks: 9, clickers: 1, excluded: 2 }],
  })

  for (const sort of ['newest', 'clicks'] as const) {
    const paged: string[] = []
    let after: LinkPlace | null = null
    do {
      const page = await listLinks(ctx, { sort, limit: 2, ...(after && { after }) })
      paged.push(...page.links.map(link => link.slug))
      after = page.next
    } while (after !== null)
    t.same(paged, await slugs({ sort }), `pages by ${sort} hold every link once, in order`)
  }
  const exact = await listLinks(ctx, { sort: 'newest', limit: 5 })
  t.equal(exact.next, null, 'a full last page has no next one')
})
