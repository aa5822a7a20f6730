import t from 'tap'
import { parseTweetAddress } from '../../src/tweets/address.js'

const id = '1529877576591609861'

t.test('addresses of one X tweet are one tweet', async t => {
  const named = [
    `https://x.com/Me/status/${id}`,
    `https://twitter.com/Me/status/${id}?s=20&t=abc`,
    `http://www.twitter.com/Me/statuses/${id}/photo/1`,
    `https://mobile.twitter.com/Me/status/${id}#x`,
    ` https://m.x.com/Me/status/${id}/ `,
    `x.com/Me/status/${id}`,
    `twitter.com/Me/status/${id}/photo/1?s=20#x`,
    `\u200bmobile.twitter.com/Me/status/${id}/\u00a0`,
    `//x.com/Me/status/${id}`,
    `https://x.com./@Me//status/${id}/analytics`,
    `https://twitter.com/#!/Me/status/${id}`,
    `https://nitter.net/Me/status/${id}#m`,
    `nitter.example.org/Me/status/${id}`,
    `https://fxtwitter.com/Me/status/${id}/en`,
    `vxtwitter.com/Me/status/${id}`,
    `https://xcancel.com/Me/status/${id}`,
    ...[
      `mobile.x.com/Me/status/${id}`,
      `https://fixupx.com/Me/status/${id}`,
      `d.fxtwitter.com/Me/status/${id}`,
    ],
    ...[
      `https://x.com/Me/STATUS/${id}`,
      `HTTPS://X.COM/Me/Statuses/${id}/PHOTO/1`,
      `x.com/Me/status/${id}/video/1`,
    ],
    ...[
      `https://x.com/Me/status/${id}).`,
      `“https://x.com/Me/status/${id}”`,
      `<https://x.com/Me/status/${id}>,`,
    ],
    ...[`(x.com/Me/status/${id})`, `「https://x.com/Me/status/${id}」。`, `'x.com/Me/status/${id}/'!`],
    ...[
      `https://x.com/Me/status/${id}%20`,
      `https://x.com/Me/status/${id}%E2%80%A6`,
      `x.com/Me/status/${id}…`,
    ],
    ...[`twitter.com/#!/Me/status/${id}.`, `**x.com/Me/status/${id}?s=20&t=abc**`],
  ]
  for (const address of named) {
    t.match(parseTweetAddress(address), {
      network: 'x',
      statusId: id,
      url: `https://x.com/Me/status/${id}`,
      handle: { key: '@me', network: 'x' },
      at: new Date(1653586212667),
    })
  }
  const unnamed = [
    ...[id, `0${id}`, `\ufeff${id}\u200b`],
    ...[`https://x.com/i/web/status/${id}`, `https://x.com/i/status/${id}`],
    ...[`“${id}”`, `(${id}).`, `https://x.com/I/Web/Status/${id}?s=20&t=x`, `x.com/i/status/${id}/photo/1,`],
    ...[`mobile.x.com/i/status/${id}/?s=46`, `https://twitter.com/statuses/${id}`],
  ]
  for (const address of unnamed) {
    t.match(parseTweetAddress(address), { statusId: id, url: `https://x.com/i/status/${id}`, handle: null })
  }
  t.match(parseTweetAddress('https://twitter.com/jack/status/20'), { statusId: '20', at: null })
})

t.test('a Bluesky tweet is named by its record key', async t => {
  t.match(parseTweetAddress('https://bsky.app/profile/Me.bsky.social/post/3lbfxbw4ais2e'), {
    network: 'bluesky',
    statusId: '3lbfxbw4ais2e',
    url: 'https://bsky.app/profile/Me.bsky.social/post/3lbfxbw4ais2e',
    handle: { key: '@me.bsky.social', network: 'bluesky' },
    at: Date,
  })
  const did = 'https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3lbfxbw4ais2e'
  t.match(parseTweetAddress(did), { statusId: '3lbfxbw4ais2e', handle: null })
  for (const address of [
    'bsky.app/profile/me.bsky.social/post/3lbfxbw4ais2e',
    'https://bsky.app/profile/me.bsky.social/post/3lbfxbw4ais2e/liked-by?ref=x#y',
    'https://www.bsky.app/profile/me.bsky.social/post/3lbfxbw4ais2e/',
    'https://fxbsky.app/profile/me.bsky.social/post/3lbfxbw4ais2e',
    'at://me.bsky.social/app.bsky.feed.post/3lbfxbw4ais2e',
  ]) {
    t.match(
      parseTweetAddress(address),
      {
        url: 'https://bsky.app/profile/me.bsky.social/post/3lbfxbw4ais2e',
        handle: { key: '@me.bsky.social' },
      },
      address,
    )
  }
  const encoded = 'https://bsky.app/profile/did%3Aplc%3Az72i7hdynmk6r22z27h6tvur/post/3lbfxbw4ais2e'
  t.match(parseTweetAddress(encoded), { url: did, handle: null })
})

t.test('a Bluesky tweet of an international domain', async t => {
  for (const name of ['bücher.de', 'b%C3%BCcher.de', 'xn--bcher-kva.de', 'bu\u0308cher.de', '@bücher.de']) {
    t.match(
      parseTweetAddress(`“https://bsky.app/profile/${name}/post/3lbfxbw4ais2e”.`),
      {
        statusId: '3lbfxbw4ais2e',
        url: 'https://bsky.app/profile/xn--bcher-kva.de/post/3lbfxbw4ais2e',
        handle: { handle: '@bücher.de', network: 'bluesky' },
      },
      name,
    )
  }
  t.match(parseTweetAddress('(https://deer.social/profile/me.bsky.social/post/3lbfxbw4ais2e).'), {
    url: 'https://bsky.app/profile/me.bsky.social/post/3lbfxbw4ais2e',
  })
})

t.test('a Mastodon tweet in other programs, and without its author', async t => {
  const status = (BigInt(Date.UTC(2024, 0, 1)) << 16n).toString()
  const named = [
    ...[`https://elk.zone/mastodon.social/@Me/${status}`, `elk.zone/mastodon.social/@Me/${status}).`],
    ...[`https://main.elk.zone/Mastodon.Social/@Me/${status}?x`, `https://mastodon.social/@Me/${status}”`],
    ...[`https://mastodon.social/USERS/Me/Statuses/${status}.`, `<https://mastodon.social/@Me/${status}>`],
  ]
  for (const address of named)
    t.match(
      parseTweetAddress(address),
      { url: `https://mastodon.social/@Me/${status}`, handle: { key: '@me@mastodon.social' } },
      address,
    )
  const unnamed = [
    ...[`https://mastodon.social/web/statuses/${status}`, `mastodon.social/statuses/${status}`],
    ...[
      `https://mastodon.social/ap/users/115/statuses/${status}`,
      `mastodon.social/ap/users/1/statuses/${status}/`,
    ],
    ...[
      `https://phanpy.social/#/mastodon.social/s/${status}`,
      `phanpy.social/#/mastodon.social/s/${status}.`,
    ],
  ]
  for (const address of unnamed)
    t.match(
      parseTweetAddress(address),
      {
        network: 'mastodon',
        statusId: `mastodon.social/${status}`,
        url: `https://mastodon.social/statuses/${status}`,
        handle: null,
        at: new Date('2024-01-01'),
      },
      address,
    )
  t.match(parseTweetAddress(`elk.zone/mastodon.social/@me@b.example/${status}`), {
    handle: { key: '@me@b.example' },
  })
})

t.test('a megabyte of punctuation takes no time', async t => {
  const began = performance.now()
  for (const signs of ['.', '(', ').', '”“', '/', '%2E'])
    t.equal(parseTweetAddress(`x.com/me/status/${signs.repeat(1_000_000 / signs.length)}a`), null)
  t.ok(performance.now() - began < 5_000)
})

t.test('a Mastodon tweet is named by its server and id', async t => {
  const status = (BigInt(Date.UTC(2024, 0, 1)) << 16n).toString()
  t.match(parseTweetAddress(`https://mastodon.social/@Me/${status}`), {
    network: 'mastodon',
    statusId: `mastodon.social/${status}`,
    url: `https://mastodon.social/@Me/${status}`,
    handle: { key: '@me@mastodon.social', network: 'mastodon' },
    at: new Date('2024-01-01'),
  })
  t.match(parseTweetAddress(`https://mastodon.social/users/Me/statuses/${status}`), {
    statusId: `mastodon.social/${status}`,
  })
  t.match(parseTweetAddress(`https://a.example/@me@b.example/${status}`), {
    handle: { key: '@me@b.example' },
  })
  for (const path of [
    `@Me/${status}/`,
    `deck/@Me/${status}`,
    `web/@Me/${status}?x#y`,
    `%40Me/${status}/embed`,
    `users/Me/statuses/${status}/activity`,
  ]) {
    for (const server of ['mastodon.social', 'https://Mastodon.Social', 'https://mastodon.social.']) {
      t.match(parseTweetAddress(`${server}/${path}`), { url: `https://mastodon.social/@Me/${status}` }, path)
    }
  }
  for (const server of ['münchen.social', 'https://xn--mnchen-3ya.social', 'MU\u0308NCHEN.social']) {
    t.match(parseTweetAddress(`${server}/@me/${status}`), {
      statusId: `xn--mnchen-3ya.social/${status}`,
      url: `https://xn--mnchen-3ya.social/@me/${status}`,
      handle: { handle: '@me@münchen.social', key: '@me@xn--mnchen-3ya.social' },
    })
  }
  t.match(parseTweetAddress(`https://mastodon.social/deck/@me@münchen.social/${status}`), {
    url: `https://mastodon.social/@me@m%C3%BCnchen.social/${status}`,
    handle: { handle: '@me@münchen.social' },
  })
})

t.test('everything else is no tweet', async t => {
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
    'x.com/me',
    `x.com/status/${id}`,
    'mastodon.social/@me',
    `mastodon.social/web/${id}`,
    'mastodon.social/deck/@me/123abc',
    'at://me.bsky.social/app.bsky.feed.like/3lbfxbw4ais2e',
    'bsky.app/profile/me/post/3lbfxbw4ais2e',
    'https://mastodon.social/%ff/123456',
    'https://example.com/article/123',
    'https://t.co/abc',
    ...['elk.zone/settings', `elk.zone/@me/${id}`, `phanpy.social/#/s/${id}`, `localhost/statuses/${id}`],
    ...[`https://x.com/me/status/`, `https://x.com/me/statusx/${id}`, '“”', '().', `x.com/me/status/${id}x`],
    `https://elk.zone/mastodon.social/@me`,
  ]
  for (const address of others) t.equal(parseTweetAddress(address), null, address)
})
