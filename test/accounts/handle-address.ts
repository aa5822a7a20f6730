import t from 'tap'
import { parseHandle } from '../../src/accounts/handle.js'
import { typedHandle } from '../../src/accounts/handle-address.js'

t.test('the address of a profile stands for the handle of its owner', async t => {
  const addresses: Record<string, string[]> = {
    '@Jane_2': [
      ...['https://x.com/Jane_2', 'x.com/Jane_2', 'http://twitter.com/Jane_2/', '//x.com/@Jane_2'],
      ...[
        'https://mobile.twitter.com/Jane_2?lang=de#x',
        'www.x.com/Jane_2/followers',
        ' m.x.com/Jane_2\u200b',
      ],
      ...['https://x.com/Jane_2/status/20', 'https://twitter.com/#!/Jane_2', 'https://nitter.net/Jane_2'],
      ...['fxtwitter.com/Jane_2', 'https://x.com./Jane_2'],
      ...['“https://x.com/Jane_2”.', '<https://x.com/Jane_2>', 'https://x.com/Jane_2,', '(x.com/Jane_2).'],
    ],
    '@jane.bsky.social': [
      ...['https://bsky.app/profile/jane.bsky.social', 'bsky.app/profile/jane.bsky.social/'],
      ...[
        'https://bsky.app/profile/jane.bsky.social/post/3lbfxbw4ais2e',
        'bsky.app/profile/@jane.bsky.social?x',
      ],
    ],
    '@jane@mastodon.social': [
      ...['https://mastodon.social/@jane', 'mastodon.social/@jane/', 'https://mastodon.social/users/jane'],
      ...['mastodon.social/web/@jane', 'mastodon.social/deck/@jane/with_replies', 'mastodon.social/%40jane'],
      ...['https://other.example/@jane@mastodon.social', 'https://mastodon.social/@jane/123456'],
      ...[
        'https://elk.zone/mastodon.social/@jane',
        'mastodon.social/@jane).',
        'https://mastodon.social/Users/jane',
      ],
    ],
    '@jane@münchen.social': [
      ...['münchen.social/@jane', 'https://xn--mnchen-3ya.social/@jane', 'mu\u0308nchen.social/users/jane'],
      'https://other.example/@jane@m%C3%BCnchen.social',
    ],
  }
  for (const [handle, texts] of Object.entries(addresses)) {
    for (const text of texts) t.equal(parseHandle(typedHandle(text))?.handle, handle, text)
  }
})

t.test('all else stays as it is', async t => {
  for (const same of [
    ...['@jane', 'jane', 'jane.bsky.social', '@jane@mastodon.social', 'x.com', 'bsky.app', '', 'no handle'],
    ...[
      'https://x.com/',
      'https://x.com/home',
      'x.com/i/status/20',
      'x.com/intent/post?text=x',
      'x.com/much_too_long_name',
    ],
    ...['https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur', 'https://bsky.app/jane'],
    ...[
      'https://example.com/article',
      'https://mastodon.social:8443/@jane',
      'ftp://x.com/jane',
      'https://x.com:8080/jane',
    ],
  ])
    t.equal(typedHandle(same), same)
  t.equal(typedHandle(' @jane\u200b'), '@jane')
})
