import t from 'tap'
import { composer } from '../../src/links/compose.js'

t.test('a post is written on the network of its account', async t => {
  const link = 'https://sho.rt/a'
  for (const [handle, text, on, url] of [
    ['@me', 'Two words', 'X', 'https://x.com/intent/post?text=Two%20words&url=https%3A%2F%2Fsho.rt%2Fa'],
    ['@me', null, 'X', 'https://x.com/intent/post?url=https%3A%2F%2Fsho.rt%2Fa'],
    [null, null, 'X', 'https://x.com/intent/post?url=https%3A%2F%2Fsho.rt%2Fa'],
    [
      '@jane.example',
      'Two & more',
      'Bluesky',
      'https://bsky.app/intent/compose?text=Two%20%26%20more%20https%3A%2F%2Fsho.rt%2Fa',
    ],
    ['@jane.example', null, 'Bluesky', 'https://bsky.app/intent/compose?text=https%3A%2F%2Fsho.rt%2Fa'],
    [
      '@jane@mastodon.social',
      'a',
      'mastodon.social',
      'https://mastodon.social/share?text=a%20https%3A%2F%2Fsho.rt%2Fa',
    ],
    [
      '@jane@bücher.example',
      'ü',
      'xn--bcher-kva.example',
      'https://xn--bcher-kva.example/share?text=%C3%BC%20https%3A%2F%2Fsho.rt%2Fa',
    ],
  ] as const) {
    const found = composer(handle, text, link)
    t.match(found, { on, url }, handle ?? 'nobody')
    t.equal(found.verb, on === 'X' ? 'Tweet' : 'Post')
  }
})
