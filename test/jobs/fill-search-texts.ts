import { sql } from 'drizzle-orm'
import t from 'tap'
import { links } from '../../src/db/schema.js'
import { fillSearchTextsJob } from '../../src/jobs/fill-search-texts.js'
import { listLinks } from '../../src/links/list.js'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'

t.test('links from before are found as they are stored, and soon as they were typed', async t => {
  const { ctx } = await testApp(t)
  const { db } = ctx
  const url = 'https://xn--fsqu00a.com/%E7%94%A2%E5%93%81'
  await storeLink(db, 'before', { url, title: 'A Title' })
  await db.execute(sql`
    insert into links (slug, url, visitor_salt, visitor_salt_ends_at)
    select 'other' || n, 'https://example.com/' || n, '\\x00', now() from generate_series(1, 1200) n`)
  await storeLink(db, 'present', { searchText: 'as it is' })
  const found = async (q: string) =>
    (await listLinks(ctx, { sort: 'newest', limit: 5, q })).items.map(({ slug }) => slug)
  for (const q of ['xn--fsqu00a', '%e7%94', 'BEFORE', 'a title']) t.same(await found(q), ['before'], q)
  t.same(await found('例子.com'), [])

  const told: unknown[] = []
  const job = fillSearchTextsJob({ db, log: { info: (facts: unknown) => void told.push(facts) } })
  await job.run(new AbortController().signal)
  for (const q of ['例子.com', '例', '產', 'xn--fsqu00a', 'BEFORE', 'a title'])
    t.same(await found(q), ['before'], q)
  t.same(await found('other1200'), ['other1200'])
  t.same(await found('as it is'), ['present'])
  t.equal(await db.$count(links, sql`search_text is null`), 0)
  await job.run(new AbortController().signal)
  t.strictSame(told, [{ filled: 1201 }], 'there was nothing left to do')
})
