import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { problem, stubApi } from '../fixtures/stub-api.js'

const link = {
  slug: 'k3x9wqz',
  shortUrl: 'http://go.example.com/k3x9wqz',
  url: 'https://example.com/post',
  title: null,
  tags: [],
  account: '@me',
  tweet: { id: null, url: null, text: 'Read this', tweetedAt: '2025-07-03T14:02:00.000Z', published: false },
  createdAt: '2025-07-03T14:02:00.000Z',
  expiresAt: null,
  enabled: true,
  public: true,
  clicks: 0,
  clickers: 0,
  excluded: 0,
  composeUrl: 'https://x.com/intent/post?text=Read%20this&url=http%3A%2F%2Fgo.example.com%2Fk3x9wqz',
}

t.test('the short link alone goes to standard output, the rest to standard error', async t => {
  const { url, requests } = await stubApi(t, { 'POST /api/v1/links': { status: 201, body: link } })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const argv = [
    'shorten',
    link.url,
    '--account',
    '@me',
    '--slug=k3x9wqz',
    '--title',
    'A post',
    '--text',
    'Read this',
    '--public',
  ]
  const { status, out, err } = await commandLine(argv, env)
  t.equal(status, 0)
  t.equal(out, 'http://go.example.com/k3x9wqz\n')
  t.match(err, link.url)
  t.match(err, link.composeUrl)
  t.strictSame(requests[0]?.body, {
    url: link.url,
    account: '@me',
    slug: 'k3x9wqz',
    title: 'A post',
    text: 'Read this',
    public: true,
  })
})

t.test('with --json the answer of the API comes as it is', async t => {
  const { url, requests } = await stubApi(t, { 'POST /api/v1/links': { status: 201, body: link } })
  const { out } = await commandLine(['shorten', link.url, '--json'], {
    FIVEHUNDRED_URL: url,
    FIVEHUNDRED_KEY: 'fh_test',
  })
  t.strictSame(JSON.parse(out), link)
  t.strictSame(requests[0]?.body, { url: link.url }, 'only what was said is sent')
})

t.test('a refusal ends with 1 and names every field', async t => {
  const errors = [{ field: 'url', message: 'must not be \x1b[2J javascript' }]
  const { url } = await stubApi(t, {
    'POST /api/v1/links': problem(400, 'invalid-input', 'The input is wrong.', { errors }),
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  t.strictSame(await commandLine(['shorten', 'javascript:0'], env), {
    status: 1,
    out: '',
    err: 'Error: The input is wrong.\n  url: must not be \uFFFD[2J javascript\n',
  })
})

t.test('without a key, the remedy is named', async t => {
  t.match(await commandLine(['shorten', 'https://example.com/']), {
    status: 1,
    err: /Set FIVEHUNDRED_KEY .* "fivehundred key create"/,
  })
})

t.test(
  'addresses may lack their scheme, handles may be profiles, and nothing unseen comes along',
  async t => {
    const { url, requests } = await stubApi(t, { 'POST /api/v1/links': { status: 201, body: link } })
    const argv = [
      'shorten',
      '\u200bmünchen.de/x\u00a0',
      '-a',
      'https://x.com/jane',
      '--title',
      ' A title\ufeff',
    ]
    await commandLine(argv, { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: '\u200bfh_test ' })
    t.match(requests, [
      {
        authorization: 'Bearer fh_test',
        body: { url: 'https://münchen.de/x', account: '@jane', title: 'A title' },
      },
    ])
  },
)
