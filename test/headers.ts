import t from 'tap'
import { entityTag, matchesTag } from '../src/headers.js'
import { testApp } from './fixtures/app.js'

const page =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
const data = "default-src 'none'; frame-ancestors 'none'"

t.test('every surface says what may run in it, and who may show it', async t => {
  const { app, api } = await testApp(t)
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch', public: true, account: '@me' })
  const policies: [path: string, policy: string, framing: Record<string, unknown>][] = [
    ['/', page, { 'x-frame-options': 'DENY' }],
    ['/login', page, { 'x-frame-options': 'DENY' }],
    ['/launch+', page, { 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' }],
    ['/@nobody', page, { 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' }],
    ['/docs', page, { 'x-frame-options': 'DENY' }],
    ['/robots.txt', data, { 'x-frame-options': 'DENY' }],
    ['/api/v1/links', data, { 'x-frame-options': 'DENY' }],
    [
      '/badge/launch.svg',
      "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'",
      { 'cross-origin-resource-policy': 'cross-origin', 'x-frame-options': undefined },
    ],
    [
      '/card/launch.png',
      "default-src 'none'",
      { 'cross-origin-resource-policy': 'cross-origin', 'x-frame-options': undefined },
    ],
    [
      '/embed/launch',
      "default-src 'none'; script-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors *; base-uri 'none'",
      {
        'cross-origin-resource-policy': 'cross-origin',
        'referrer-policy': 'no-referrer',
        'x-frame-options': undefined,
      },
    ],
  ]
  for (const [path, policy, more] of policies) {
    const { headers } = await app.inject({ url: path, headers: { accept: 'text/html' } })
    const directives = `${headers['content-security-policy']}`.split(/; ?/).toSorted()
    t.strictSame(directives, policy.split('; ').toSorted(), path)
    t.match(
      headers,
      { 'x-content-type-options': 'nosniff', 'strict-transport-security': undefined, ...more },
      path,
    )
  }
})

t.test('equal bodies have equal tags, others do not', async t => {
  t.equal(entityTag('a'), entityTag('a'))
  t.not(entityTag('a'), entityTag('b'))
  t.match(entityTag('a'), /^"[\w-]{27}"$/)
})

t.test('If-None-Match names a tag alone, in a list, weakly or by an asterisk', async t => {
  const tag = entityTag('a')
  for (const header of [tag, `W/${tag}`, `"x", ${tag}`, `"x",W/${tag} , "y"`, '*'])
    t.ok(matchesTag(header, tag), header)
  for (const header of [undefined, '', '"x"', tag.slice(1, -1)])
    t.notOk(matchesTag(header, tag), header ?? 'nothing')
})
