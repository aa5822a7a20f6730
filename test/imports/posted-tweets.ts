import t from 'tap'
import { parseHandle } from '../../src/accounts/handle.js'
import { readPostedTweets, recognizeTweets } from '../../src/imports/posted-tweets.js'

const now = new Date('2026-11-01T00:00:00Z')
const author = parseHandle('@nell')

async function read(text: string, whose = author) {
  const file = Buffer.from(text)
  const source = recognizeTweets(file)
  if (source === null) return null
  const { rows, tweets, problems } = await readPostedTweets(file, source, { author: whose, now })
  return {
    rows,
    tweets: tweets.map(({ handle, tweetedAt, impressions, clicks, ...rest }) => ({
      ...rest,
      network: handle.network,
      handle: handle.key,
      tweetedAt: tweetedAt.toISOString(),
    })),
    problems,
  }
}

t.test('a part of an X archive', async t => {
  const tweets = [
    {
      tweet: {
        id_str: '1050118621198921728',
        full_text: 'Bread &amp; tulips https://t.co/AbC1 &lt;3 https://t.co/Pic2',
        created_at: 'Wed Oct 10 20:19:24 +0000 2018',
        entities: { urls: [{ url: 'https://t.co/AbC1', expanded_url: 'https://sho.rt/tulips' }] },
      },
    },
    { tweet: { id_str: '21', full_text: 'just setting up', created_at: 'Tue Mar 21 20:50:14 +0000 2006' } },
    { tweet: { id_str: '1050118621198921729', full_text: 'RT @other: not mine' } },
    { id_str: '1050118621198921730', text: 'older archives have it so' },
    { tweet: { id_str: 'x', full_text: 'no id' } },
    { tweet: { id_str: '9150118621198921729', full_text: 'of the future' } },
  ]
  const found = await read(`window.YTD.tweets.part0 = ${JSON.stringify(tweets, null, 1)}`)
  t.strictSame(found?.tweets, [
    {
      network: 'x',
      statusId: '1050118621198921728',
      url: 'https://x.com/nell/status/1050118621198921728',
      text: 'Bread & tulips https://sho.rt/tulips <3 https://t.co/Pic2',
      addresses: ['https://sho.rt/tulips'],
      codes: ['AbC1'],
      line: 2,
      entry: 1,
      handle: '@nell',
      tweetedAt: '2018-10-10T20:19:24.211Z',
    },
    {
      network: 'x',
      statusId: '21',
      url: 'https://x.com/nell/status/21',
      text: 'just setting up',
      addresses: [],
      codes: null,
      line: 17,
      entry: 2,
      handle: '@nell',
      tweetedAt: '2006-03-21T20:50:14.000Z',
    },
    {
      network: 'x',
      statusId: '1050118621198921730',
      url: 'https://x.com/nell/status/1050118621198921730',
      text: 'older archives have it so',
      addresses: [],
      codes: null,
      line: 30,
      entry: 4,
      handle: '@nell',
      tweetedAt: '2018-10-10T20:19:24.211Z',
    },
  ])
  t.equal(found?.rows, 6)
  t.match(found?.problems, [
    { line: 34, message: /no id/ },
    { line: 40, slug: '9150118621198921729', message: /future/ },
  ])
  await t.rejects(read('window.YTD.tweet.part0 = []', null), { message: /account=@me/ })
})

t.test("Mastodon's outbox: own posts, not boosts", async t => {
  const outbox = {
    '@context': 'https://www.w3.org/ns/activitystreams',
    type: 'OrderedCollection',
    orderedItems: [
      {
        type: 'Create',
        published: '2026-03-01T10:00:00Z',
        object: {
          id: 'https://mastodon.example/users/nell/statuses/110000000000000001',
          url: 'https://mastodon.example/@nell/110000000000000001',
          published: '2026-03-01T10:00:00Z',
          content:
            '<p>Tulips &amp; bread<br />look: <a href="https://sho.rt/tulips?a=1&amp;b=2" rel="nofollow"><span class="invisible">https://</span><span>sho.rt/tulips</span></a></p><p>Bye</p>',
        },
      },
      { type: 'Announce', object: 'https://other.example/@x/1' },
      'https://mastodon.example/users/nell/statuses/2',
      { type: 'Create', object: { id: 'not an address', content: '<p>x</p>' } },
    ],
  }
  const found = await read(JSON.stringify(outbox, null, 1))
  t.match(found?.tweets, [
    {
      network: 'mastodon',
      statusId: 'mastodon.example/110000000000000001',
      handle: '@nell@mastodon.example',
      tweetedAt: '2023-03-10T16:46:36.875Z',
      text: 'Tulips & bread\nlook: https://sho.rt/tulips\nBye',
      addresses: ['https://sho.rt/tulips?a=1&b=2'],
      codes: null,
    },
  ])
  t.equal(found?.tweets.length, 1)
  t.match(found?.problems, [{ message: /object\.url/ }])
  t.equal(found?.problems.length, 1)
})

t.test("Bluesky's pages: links in full, where the text counts in UTF-8", async t => {
  const text = 'Žluté 🌷 tulips: sho.rt/tul... bye'
  const byteStart = Buffer.byteLength('Žluté 🌷 tulips: ')
  const page = (key: string, more = {}) => ({
    feed: [
      {
        post: {
          uri: `at://did:plc:abc/app.bsky.feed.post/${key}`,
          author: { did: 'did:plc:abc', handle: 'nell.example.com' },
          record: {
            text,
            createdAt: '2026-03-01T10:00:00.000Z',
            facets: [
              {
                index: { byteStart, byteEnd: byteStart + 'sho.rt/tul...'.length },
                features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://sho.rt/tulips' }],
              },
              {
                index: { byteStart: null, byteEnd: null },
                features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://sho.rt/tulips' }],
              },
              {
                index: { byteStart: 5000, byteEnd: -1 },
                features: [{ $type: 'app.bsky.richtext.facet#tag' }],
              },
            ],
          },
        },
        ...more,
      },
    ],
    cursor: 'x',
  })
  const expected = {
    network: 'bluesky',
    url: 'https://bsky.app/profile/nell.example.com/post/3kabcdefghi2x',
    handle: '@nell.example.com',
    text: 'Žluté 🌷 tulips: https://sho.rt/tulips bye',
    addresses: ['https://sho.rt/tulips'],
  }
  const one = page('3kabcdefghi2x')
  const [tweet] = (await read(JSON.stringify(one)))?.tweets ?? []
  t.match(tweet, expected)
  t.equal(tweet?.text, expected.text, 'a link without a place is not put anywhere')
  const several = [one, page('3kabcdefghi2y', { reason: { $type: 'app.bsky.feed.defs#reasonRepost' } })]
  for (const text of [JSON.stringify(several), several.map(each => JSON.stringify(each)).join('\n')]) {
    const found = await read(text)
    t.match(found?.tweets, [expected])
    t.equal(found?.tweets.length, 1, 'a repost is another’s')
  }
})

t.test('a post that comes twice is one, and what was for some people is left out', async t => {
  const tweet = { id_str: '1529877576591609861', full_text: 'Hello' }
  const twice = await read(`window.YTD.tweets.part0 = ${JSON.stringify([{ tweet }, { tweet }])}`)
  t.strictSame([twice?.rows, twice?.tweets.length], [2, 1])
  const everybody = 'https://www.w3.org/ns/activitystreams#Public'
  const followers = 'https://mastodon.example/users/nell/followers'
  const post = (n: number, to: string[], cc: string[]) => ({
    ...{ type: 'Create', to, cc },
    object: { url: `https://mastodon.example/@nell/11000000000000000${n}`, content: `${n}`, to, cc },
  })
  const orderedItems = [
    post(1, [everybody], [followers]),
    post(2, [followers], [everybody]),
    post(3, [followers], []),
    post(4, ['https://mastodon.example/users/bob'], []),
    post(5, ['as:Public'], []),
  ]
  const found = await read(JSON.stringify({ orderedItems }))
  t.strictSame(
    found?.tweets.map(({ text }) => text),
    ['1', '2', '5'],
  )
  const page = {
    post: {
      uri: 'at://did:plc:x/app.bsky.feed.post/3kabc',
      author: { handle: 'a.example' },
      record: { text: 'Hi', createdAt: '0001-01-01T00:00:00Z' },
    },
  }
  t.match((await read(JSON.stringify({ feed: [page] })))?.problems, [{ message: /has no time/ }])
})

t.test('a file of anything else is not recognized', async t => {
  for (const text of [
    '',
    '[]',
    '{"links": []}',
    'window.YTD.account.part0 = []',
    'Post id,Date\n',
    '{"feed": 1}',
  ])
    t.equal(await read(text), null, text)
})

t.test('what nobody wrote is refused, not thrown', async t => {
  const strange: unknown[] = [null, 1, 'x', [], {}, { tweet: null }, { tweet: [] }, { tweet: { id_str: 20 } }]
  const found = await read(
    `{"orderedItems": ${JSON.stringify([
      ...strange,
      { type: 'Create', object: null },
      { type: 'Create', object: { url: {}, content: 5, published: [] } },
    ])}}`,
  )
  t.equal(found?.tweets.length, 0)
  const objects = strange.filter(each => typeof each === 'object' && each !== null && !Array.isArray(each))
  const archive = await read(`window.YTD.tweets.part0 = ${JSON.stringify(objects)}`)
  t.strictSame([archive?.tweets.length, archive?.problems.length], [0, objects.length])
  const posts = [
    { post: null },
    { post: { uri: 5, author: [], record: null } },
    {
      post: {
        uri: 'at://a/app.bsky.feed.post/3k',
        author: { handle: 'a.example' },
        record: { facets: [null, {}] },
      },
    },
  ]
  t.equal((await read(JSON.stringify({ feed: posts })))?.tweets.length, 0)
})
