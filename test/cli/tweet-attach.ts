import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const shortUrl = 'http://go.example.com/first'
const attached = { shortUrl, tweet: { tweetedAt: '2026-05-01T12:34:56.000Z' } }

t.test('attaches the tweet, and stores what the analytics say', async t => {
  const { url, requests } = await stubApi(t, { 'PUT /api/v1/links/first/tweet': { body: attached } })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const address = 'https://x.com/me/status/1529877576591609861'
  const { status, out } = await commandLine(['tweet', 'attach', 'first', address], env)
  t.equal(status, 0)
  t.equal(out, `${shortUrl}: tweeted 2026-05-01 12:34 UTC\n`)
  await commandLine(['tweet', 'attach', shortUrl, '--impressions=3,000', '--reported-clicks=none'], env)
  t.strictSame(
    requests.map(({ body }) => body),
    [{ url: address }, { impressions: 3000, reportedClicks: null }],
  )
})

t.test('asks whether a time is right whose window had ended before the link was made', async t => {
  const answer = async (to: string) => {
    const link = { ...attached, createdAt: '2026-06-10T00:00:00.000Z' }
    const { url } = await stubApi(t, {
      'PUT /api/v1/links/first/tweet': { body: link },
      'GET /api/v1/links/first/influence': {
        body: { window: { from: link.tweet.tweetedAt, to, open: false } },
      },
    })
    const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
    return (await commandLine(['tweet', 'attach', 'first', '--at', link.tweet.tweetedAt], env)).out
  }
  t.match(await answer('2026-05-08T12:34:56.000Z'), "made after the tweet's window had ended")
  t.notMatch(await answer('2026-06-11T00:00:00.000Z'), 'made after')
})

t.test('says what is missing or wrong before it asks', async t => {
  const env = { FIVEHUNDRED_URL: 'http://localhost:1', FIVEHUNDRED_KEY: 'fh_test' }
  t.match(await commandLine(['tweet', 'attach', 'first'], env), { status: 2, err: 'Give URL, --at' })
  t.match(await commandLine(['tweet', 'attach', 'first', '--impressions=many'], env), {
    status: 2,
    err: 'A count is a whole number or "none", not "many".',
  })
})
