import t from 'tap'
import { accounts, purgedLinks, tweets } from '../../src/db/schema.js'
import { type Link, loadLinks, loadPurged, sameLinks } from '../../src/ingest/links.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'

const from = Date.UTC(2026, 2, 1)
const hour = 3_600_000
const window = { from, to: from + hour }

t.test('a link comes with its tweet’s window, or with the draft that a click may begin', async t => {
  const { db } = await database(t)
  const [account] = await db
    .insert(accounts)
    .values({ network: 'bluesky', handle: '@me.example', handleKey: '@me.example' })
    .returning()
  const times = { tweetedAt: new Date(from), windowEndsAt: new Date(from + hour) }
  const [published, draft, begun, ofAccount] = await db
    .insert(tweets)
    .values([
      { ...times, published: true, network: 'x' },
      { ...times, network: 'mastodon' },
      { ...times, begun: true },
      { ...times, accountId: account?.id ?? null },
    ])
    .returning()
  const plain = await storeLink(db, 'plain')
  const tweeted = await storeLink(db, 'tweeted', { tweetId: published?.id ?? null })
  const waiting = await storeLink(db, 'waiting', { tweetId: draft?.id ?? null })
  const running = await storeLink(db, 'running', { tweetId: begun?.id ?? null })
  const own = await storeLink(db, 'own', { tweetId: ofAccount?.id ?? null })
  const all = [plain, tweeted, waiting, running, own]
  const found = await loadLinks(db, [...all.map(({ id }) => id), 9_999])
  const none = { window: null, tweetedAt: null, unpublished: null }
  const unpublished = (tweetId: number | undefined, network: string) => ({ tweetId, network, windowMs: hour })
  t.strictSame(
    [...found].toSorted(([a], [b]) => a - b).map(([, { identity, ...facts }]) => facts),
    [
      none,
      { window, tweetedAt: from, unpublished: null },
      { ...none, unpublished: unpublished(draft?.id, 'mastodon') },
      { ...none, window, unpublished: unpublished(begun?.id, 'x') },
      { ...none, unpublished: unpublished(ofAccount?.id, 'bluesky') },
    ],
  )
  t.strictSame(
    all.map(({ id }) => found.get(id)?.identity),
    all.map(({ identity }) => identity),
  )
  t.equal((await loadLinks(db, [])).size, 0)
})

t.test('links that were erased are known by their identity', async t => {
  const { db } = await database(t)
  await db.insert(purgedLinks).values([
    { linkId: 5, identity: 55, slugHash: Buffer.from('a'), purgedAt: new Date(from) },
    { linkId: 6, identity: 66, slugHash: Buffer.from('b'), purgedAt: new Date(from) },
  ])
  t.strictSame(await loadPurged(db, [4, 5]), new Map([[5, 55]]))
  t.strictSame(await loadPurged(db, []), new Map())
})

t.test('links are the same while nothing has changed that a batch was judged by', async t => {
  const unpublished = { tweetId: 3, network: 'x', windowMs: hour }
  const some: [number, Link][] = [
    [1, { identity: 11, window, tweetedAt: from, unpublished: null }],
    [2, { identity: 22, window: null, tweetedAt: null, unpublished }],
  ]
  const changed = (linkId: number, facts: Partial<Link>) =>
    new Map(some.map(([id, link]) => [id, id === linkId ? { ...link, ...facts } : link]))
  const links = new Map(some)
  t.equal(sameLinks(links, changed(1, {})), true)
  t.equal(sameLinks(new Map(), new Map()), true)
  t.equal(sameLinks(links, changed(2, { unpublished: { ...unpublished } })), true)
  for (const [what, others] of Object.entries({
    'one more': new Map([...some, [3, some[0]?.[1] as Link] as const]),
    'one less': new Map(some.slice(1)),
    'another id': new Map(some.map(([id, link]) => [id + 1, link])),
    'another link of that id': changed(1, { identity: 12 }),
    'no window': changed(1, { window: null }),
    'a new window': changed(2, { window }),
    'a later begin': changed(1, { window: { ...window, from: from + 1 } }),
    'a later end': changed(1, { window: { ...window, to: window.to + 1 } }),
    'another draft': changed(2, { unpublished: { ...unpublished, tweetId: 4 } }),
    'a draft of another network': changed(2, { unpublished: { ...unpublished, network: 'bluesky' } }),
    'no draft': changed(2, { unpublished: null }),
  })) {
    t.equal(sameLinks(links, others), false, what)
    t.equal(sameLinks(others, links), false, `${what}, the other way`)
  }
})
