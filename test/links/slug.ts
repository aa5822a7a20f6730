import t from 'tap'
import { generateSlug, isReserved, slugPattern } from '../../src/links/slug.js'

t.test('generated slugs have seven characters that no other looks like, and differ', async t => {
  const slugs = Array.from({ length: 1000 }, () => generateSlug(new Set()))
  for (const slug of slugs) t.match(slug, /^[^0125IOSZlosuv_-]{7}$/)
  t.ok(slugs.every(slug => slugPattern.test(slug)))
  t.equal(new Set(slugs).size, 1000)
})

t.test('names of routes and of surfaces to come are reserved in any case', async t => {
  const routes = new Set(['docs', 'api'])
  for (const slug of ['docs', 'Docs', 'api', 'login', 'EMBED']) t.ok(isReserved(slug, routes), slug)
  for (const slug of ['doc', 'docs2', 'launch']) t.notOk(isReserved(slug, routes), slug)
})
