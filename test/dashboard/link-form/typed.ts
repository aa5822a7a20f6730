import t from 'tap'
import { newLinkBody, readTime } from '../../../src/dashboard/link-form/typed.js'

t.test('what was left empty is left out', async t => {
  t.same(newLinkBody({ url: ' https://example.com ', account: ' ', text: '' }), {
    url: 'https://example.com',
    tags: [],
    public: false,
  })
  t.same(newLinkBody({}), { url: '', tags: [], public: false })
})

t.test('an address without its scheme gets one; what has another keeps it', async t => {
  const read = (url: string) => newLinkBody({ url }).url
  t.equal(read('example.com'), 'https://example.com')
  t.equal(read('münchen.de/x'), 'https://münchen.de/x')
  t.equal(read('example.com./x'), 'https://example.com./x')
  t.equal(read('sub.example.co.uk:8080/a?b#c'), 'https://sub.example.co.uk:8080/a?b#c')
  for (const same of [
    'http://example.com',
    'javascript:alert(1)',
    'mailto:me@example.com',
    'nothing',
    '/path',
  ])
    t.equal(read(same), same)
})

t.test('a time without a zone is UTC', async t => {
  t.equal(readTime('2026-01-31T12:00'), '2026-01-31T12:00:00Z')
  t.equal(readTime('2026-01-31T12:00:05.5'), '2026-01-31T12:00:05.5Z')
  t.equal(readTime('2026-01-31T12:00:00+01:00'), '2026-01-31T12:00:00+01:00')
  t.equal(readTime('soon'), 'soon')
})
