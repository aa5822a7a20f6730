import t from 'tap'
import { networkOf } from '../../src/typed/post-length.js'

t.test('a text is counted as the network of its account does', async t => {
  const family = '👨‍👩‍👧‍👦'
  const text = `${family}日本 https://example.com/${'x'.repeat(100)}`
  for (const [handle, name, limit, length] of [
    ['', 'X', 280, 2 + 4 + 1 + 23],
    ['@me', 'X', 280, 2 + 4 + 1 + 23],
    ['me.bsky.social', 'Bluesky', 300, 1 + 2 + 1 + 120],
    ['@me.example.com ', 'Bluesky', 300, 1 + 2 + 1 + 120],
    ['@me@mastodon.social', 'Mastodon', 500, 1 + 2 + 1 + 23],
    ['a.b@mastodon.social', 'Mastodon', 500, 1 + 2 + 1 + 23],
    ['@me@', 'Mastodon', 500, 1 + 2 + 1 + 23],
  ] as const) {
    const network = networkOf(handle)
    t.match(network, { name, limit }, handle)
    t.equal(network.count(text), length, handle)
  }
})
