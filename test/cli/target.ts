import t from 'tap'
import { isHandle, readSlug } from '../../src/cli/target.js'

t.test('a slug may come as the short link it belongs to', async t => {
  t.equal(readSlug('k3x9wqz', 'stats'), 'k3x9wqz')
  t.equal(readSlug('-a_b-', 'stats'), '-a_b-')
  t.equal(readSlug('http://localhost:3000/k3x9wqz', 'stats'), 'k3x9wqz')
  t.equal(readSlug('HTTPS://go.example.com/k3x9wqz?a=b', 'stats'), 'k3x9wqz')
  t.equal(readSlug('go.example.com/k3x9wqz', 'stats'), 'k3x9wqz')
  t.equal(readSlug('gö.example.com/k3x9wqz+', 'stats'), 'k3x9wqz')
  for (const pasted of [
    ...['https://go.example.com/k3x9wqz/', 'go.example.com/k3x9wqz/', 'GO.EXAMPLE.COM/k3x9wqz', '/k3x9wqz'],
    ...[
      'k3x9wqz.',
      'k3x9wqz+',
      'k3x9wqz/',
      'k3x9wqz?x=1',
      'k3x9wqz#top',
      '(k3x9wqz).',
      '“k3x9wqz”',
      'k3x9wqz…',
    ],
    ...['localhost:3000/k3x9wqz', 'localhost/k3x9wqz', '127.0.0.1:3000/k3x9wqz+', '[::1]:3000/k3x9wqz/'],
    ...[
      'https://go.example.com/k3x9wqz+/?x',
      'https://go.example.com//k3x9wqz%E2%80%8B',
      'go.example.com/k3x9wqz).',
    ],
    ...['<https://go.example.com/k3x9wqz>', '//go.example.com/k3x9wqz', ' k3x9wqz%20'],
  ])
    t.equal(readSlug(pasted, 'stats'), 'k3x9wqz', pasted)
  for (const rest of [
    '/',
    ').',
    '+).',
    '…',
    '%E2%80%8B',
    '\u200b',
    '’s',
    '&utm=1',
    '%3Fa',
    ';x',
    '/?x',
    ' is it',
  ])
    t.equal(readSlug(`https://go.example.com/k3x9wqz${rest}`, 'stats'), 'k3x9wqz', rest)
  t.equal(readSlug('go.example.com/“k3x9wqz”', 'stats'), 'k3x9wqz')
})

t.test('what can be no slug is refused before anything is asked', async t => {
  for (const text of [
    'ab',
    '..',
    'a/b',
    'a b',
    'abc def',
    'abc;def',
    'x'.repeat(65),
    'https://go.example.com/',
    'https://[',
    'go.example.com',
    'https://go.example.com/a/k3x9wqz',
    '/api/k3x9wqz',
    'ä'.repeat(5),
  ]) {
    t.throws(() => readSlug(text, 'stats'), { name: 'UsageError', command: 'stats' }, text)
  }
})

t.test('handles are told from slugs by their @ or dot', async t => {
  for (const handle of [
    '@me',
    '@me.bsky.social',
    'me.bsky.social',
    '@me@server.example',
    'me@server.example',
    'https://x.com/me',
    'bsky.app/profile/me.bsky.social',
    'server.example/@me',
    'bücher.de',
    'me.bsky.social.',
  ]) {
    t.equal(isHandle(handle), true, handle)
  }
  for (const slug of [
    'me',
    '-me_',
    'https://go.example.com/abc',
    'go.example.com/abc',
    'abc.',
    'abc…',
    'go.example.com/abc.',
  ])
    t.equal(isHandle(slug), false, slug)
})
