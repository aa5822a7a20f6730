import t, { type Test } from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

const address = 'https://x.com/me/status/1529877576591609861'

async function setUp(t: Test) {
  const { ctx, api } = await testApp(t)
  await createAccount(ctx, { account: handle('@me'), followers: 1000 })
  await issueLink(ctx, { url: 'https://example.com/', slug: 'seen', account: handle('@me') })
  await issueLink(ctx, { url: 'https://example.com/', slug: 'alone' })
  const attach = (body: object, slug = 'seen') => api('PUT', `/links/${slug}/tweet`, body)
  const influence = async () => (await api('GET', '/links/seen/influence')).json()
  return { attach, influence }
}

t.test('what the analytics say is stored with the tweet, later or alone, and cleared by null', async t => {
  const { attach, influence } = await setUp(t)
  t.match(await influence(), { impressions: null, reportedClicks: null, factors: null })
  t.equal((await attach({ url: address, impressions: 3000, reportedClicks: 40 })).statusCode, 200)
  const before = await influence()
  t.match(before, {
    ...{ impressions: 3000, reportedClicks: 40, followerClickers: 0 },
    factors: { seen: 3, clickedWhenSeen: 0, perFollower: 0 },
  })
  t.match((await attach({ impressions: 5000 })).json(), { tweet: { url: address, published: true } })
  const { impressions, reportedClicks, factors, factorsSentence, ...rest } = await influence()
  t.strictSame([impressions, reportedClicks, factors.seen], [5000, 40, 5])
  const { impressions: _, reportedClicks: __, factors: ___, factorsSentence: ____, ...same } = before
  t.match(factorsSentence, /^Seen 5,000 times: /)
  t.strictSame(rest, same, 'nothing else changes')
  await attach({ reportedClicks: null })
  t.match(await influence(), { impressions: 5000, reportedClicks: null })
})

t.test('what was said of a draft belongs to the tweet that it becomes', async t => {
  const { attach, influence } = await setUp(t)
  await attach({ impressions: 12 })
  t.match(await influence(), { impressions: 12, state: 'draft', factors: null })
  await attach({ url: address })
  t.match(await influence(), { impressions: 12, state: 'closed' })
  await attach({ url: 'https://x.com/me/status/1529877576591609862' })
  t.match(await influence(), { impressions: null }, 'of another tweet nothing is known')
})

t.test('more link clicks than impressions are refused, whichever was told first', async t => {
  const { attach, influence } = await setUp(t)
  const refused = async (body: object, field: string, number: number) => {
    const { status, errors } = (await attach(body)).json()
    t.equal(status, 400)
    t.equal(errors.length, 1)
    t.match(errors[0], { field, message: `${number}: ` })
  }
  await refused({ impressions: 5, reportedClicks: 6 }, 'reportedClicks', 5)
  await refused({ url: address, impressions: 5, reportedClicks: 6 }, 'reportedClicks', 5)
  t.match(await influence(), { state: 'draft', impressions: null, reportedClicks: null }, 'nothing is stored')
  t.equal((await attach({ url: address, impressions: 6, reportedClicks: 6 })).statusCode, 200)
  await refused({ reportedClicks: 7 }, 'reportedClicks', 6)
  await refused({ impressions: 5 }, 'impressions', 6)
  t.equal((await attach({ impressions: 5, reportedClicks: null })).statusCode, 200)
  t.equal((await attach({ impressions: null, reportedClicks: 7 })).statusCode, 200)
  t.match(await influence(), { impressions: null, reportedClicks: 7, factorsSentence: null })
})

t.test('a wrong number, and a link without a tweet, are refused by name', async t => {
  const { attach } = await setUp(t)
  for (const [field, value] of [
    ['impressions', -1],
    ['impressions', 1.5],
    ['reportedClicks', '12'],
    ['reportedClicks', 1e15],
  ] as const) {
    t.match((await attach({ [field]: value })).json(), { status: 400, errors: [{ field }] }, `${value}`)
  }
  t.match((await attach({ impressions: 1 }, 'alone')).json(), {
    status: 400,
    errors: [{ field: 'tweetedAt' }],
  })
})
