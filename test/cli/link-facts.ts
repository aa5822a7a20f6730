import t from 'tap'
import { linkFacts } from '../../src/cli/link-facts.js'
import type { Link } from '../../src/client/index.js'

const link = {
  slug: 'launch',
  shortUrl: 'https://sho.rt/launch',
  url: 'https://example.com/',
  tags: [],
  tweet: null,
  importedClicks: null,
  createdAt: '2026-04-01T00:00:00.000Z',
  expiresAt: null,
  maxClicks: null,
  deletedAt: null,
  enabled: true,
  public: false,
  clicks: 0,
  clickers: 0,
  excluded: 0,
} as unknown as Link

t.test('a link says whether it redirects, and why not', async t => {
  const now = new Date('2026-05-01T00:00:00Z')
  const redirects = (changes: object) => {
    const lines = linkFacts({ ...link, ...changes }, now)
    return JSON.stringify(lines.find(line => JSON.stringify(line).includes('redirects')))
  }
  t.match(redirects({}), 'yes')
  t.match(redirects({ expiresAt: '2026-05-01T00:00:01.000Z' }), 'yes')
  t.match(redirects({ expiresAt: '2026-05-01T00:00:00.000Z' }), 'no, it is expired')
  t.match(redirects({ maxClicks: 3, clicks: 2 }), 'yes')
  t.match(redirects({ maxClicks: 3, clicks: 3 }), 'no, it is used up')
  t.match(redirects({ enabled: false }), 'no, it is disabled')
  t.match(redirects({ deletedAt: '2026-04-30T00:00:00.000Z' }), 'no, it is deleted')
})
