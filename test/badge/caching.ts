import t from 'tap'
import { cacheFor, entityTag, matchesTag } from '../../src/badge/caching.js'

t.test('equal bodies have equal tags, others do not', async t => {
  t.equal(entityTag('a'), entityTag('a'))
  t.not(entityTag('a'), entityTag('b'))
  t.match(entityTag('a'), /^"[\w-]{27}"$/)
})

t.test('If-None-Match names a tag alone, in a list, weakly or by an asterisk', async t => {
  const tag = entityTag('a')
  for (const header of [tag, `W/${tag}`, `"x", ${tag}`, `"x",W/${tag} , "y"`, '*'])
    t.ok(matchesTag(header, tag), header)
  for (const header of [undefined, '', '"x"', tag.slice(1, -1)])
    t.notOk(matchesTag(header, tag), header ?? 'nothing')
})

t.test('says how long to keep and to show while fetching again', async t => {
  t.equal(cacheFor(60), 'public, max-age=60, s-maxage=60, stale-while-revalidate=600')
})
