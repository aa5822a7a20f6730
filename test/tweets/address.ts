import t from 'tap'
import { parsePosting } from '../../src/tweets/address.js'

const id = '1529877576591609861'

t.test('addresses of one X posting are one posting', async t => {
  const named = [
    `https://x.com/Me/status/${id}`,
    `https://twitter.com/Me/status/${id}?s=20&t=abc`,
    `http://www.twitter.com/Me/statuses/${id}/photo/1`,
    `https://mobile.twitter.com/Me/status/${id}#x`,
    ` https://m.x.com/Me/status/${id}/ `,
  ]
  for (const address of named) {
    t.match(parsePosting(address), {
      network: 'x',
      statusId: id,
      url: `https://x.com/Me/status/${id}`,
      handle: { key: '@me', network: 'x' },
      at: new Date(1653586212667),
    })
  }
  for (const address of [id, `0${id}`, `https://x.com/i/web/status/${id}`, `https://x.com/i/status/${id}`]) {
    t.match(parsePosting(address), { statusId: id, url: `https://x.com/i/status/${id}`, handle: null })
  }
  t.match(parsePosting('https://twitter.com/jack/status/20'), { statusId: '20', at: null })
})

t.test('a Bluesky posting is named by its record key', async t => {
  t.match(parsePosting('https://bsky.app/profile/Me.bsky.social/post/3lbfxbw4ais2e'), {
    network: 'bluesky',
    statusId: '3lbfxbw4ais2e',
    url: 'https://bsky.app/profile/Me.bsky.social/post/3lbfxbw4ais2e',
    handle: { key: '@me.bsky.social', network: 'bluesky' },
    at: Date,
  })
  const did = 'https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3lbfxbw4ais2e'
  t.match(parsePosting(did), { statusId: '3lbfxbw4ais2e', handle: null })
})

t.test('a Mastodon posting is named by its server and id', async t => {
  const status = (BigInt(Date.UTC(2024, 0, 1)) << 16n).toString()
  t.match(parsePosting(`https://mastodon.social/@Me/${status}`), {
    network: 'mastodon',
    statusId: `mastodon.social/${status}`,
    url: `https://mastodon.social/@Me/${status}`,
    handle: { key: '@me@mastodon.social', network: 'mastodon' },
    at: new Date('2024-01-01'),
  })
  t.match(parsePosting(`https://mastodon.social/users/Me/statuses/${status}`), {
    statusId: `mastodon.social/${status}`,
  })
  t.match(parsePosting(`https://a.example/@me@b.example/${status}`), { handle: { key: '@me@b.example' } })
})

t.test('everything else is no posting', async t => {
  const others = [
    '',
    'hello',
    '0',
    '9223372036854775808',
    '99999999999999999999999',
    'https://x.com/me',
    'https://x.com/me/status/abc',
    `https://notx.com.example/me/status/${id}`,
    `https://evil.com/x.com/me/status/${id}`,
    `https://x.com:8443/me/status/${id}`,
    `ftp://x.com/me/status/${id}`,
    `https://x.com/much_too_long_handle/status/${id}`,
    'https://bsky.app/profile/me/post/3lbfxbw4ais2e',
    'https://bsky.app/profile/me.bsky.social',
    'https://mastodon.social/@me',
    'https://localhost/@me/123456',
    'https://example.com/article/123',
  ]
  for (const address of others) t.equal(parsePosting(address), null, address)
})
