import t from 'tap'
import { parseHandle } from '../../src/accounts/handle.js'
import { ignored, loved } from '../../src/demo/cast.js'
import { chance } from '../../src/demo/chance.js'
import { hitsOf } from '../../src/demo/hits.js'
import { type Plan, planYear } from '../../src/demo/plan.js'

const now = new Date('2026-11-23T12:00:00Z')
const year = planYear({ clicks: 100_000, now })

function hitsOfYear({ tweets }: Plan): number {
  return tweets.reduce(
    (sum, tweet, n) =>
      sum + hitsOf({ ...tweet, network: parseHandle(tweet.handle)?.network ?? 'x' }, chance(n), now).length,
    0,
  )
}

t.test('the same arguments give the same year, another seed another one', async t => {
  t.strictSame(planYear({ clicks: 100_000, now }), year)
  t.notSame(planYear({ clicks: 100_000, now, seed: 501 }).tweets, year.tweets)
})

t.test('the wished number of hits comes of it, within a tenth', async t => {
  for (const clicks of [20_000, 100_000, 400_000]) {
    const hits = hitsOfYear(planYear({ clicks, now }))
    t.ok(Math.abs(hits - clicks) < clicks / 10, `${hits} for ${clicks}`)
  }
})

t.test("the article's tweets are among them: 400 clickers of 500 followers, and of 20,000", async t => {
  for (const [handle, followers] of [
    [loved, 500],
    [ignored, 20_000],
  ] as const) {
    const tweet = year.tweets.find(({ slug }) => `@${slug.replaceAll('-', '_')}` === handle)
    const history = year.accounts.find(account => account.handle === handle)?.history ?? []
    t.match(tweet, { handle, clickers: 400 })
    const count = history.findLast(({ at }) => tweet !== undefined && at <= tweet.at)
    t.equal(count?.followers, followers)
  }
})

t.test(
  'every handle is one, every slug is its own, and no tweet lies in the future or before the year',
  async t => {
    t.ok(year.tweets.length > 200)
    for (const { handle } of year.accounts) t.ok(parseHandle(handle), handle)
    const networks = year.accounts.map(({ handle }) => parseHandle(handle)?.network)
    t.strictSame([...new Set(networks)].sort(), ['bluesky', 'mastodon', 'x'])
    t.equal(new Set(year.accounts.map(({ handle }) => handle)).size, year.accounts.length)
    t.equal(new Set(year.tweets.map(({ slug }) => slug)).size, year.tweets.length)
    const [first, last] = [year.tweets[0], year.tweets.at(-1)]
    t.ok(first && first.at.getTime() > now.getTime() - 365 * 86_400_000)
    t.ok(last && last.at < now)
  },
)

t.test('bought followers show in the history of the one who bought them, and do not click', async t => {
  const { history = [] } = year.accounts.find(({ handle }) => handle === ignored) ?? {}
  const [first, last] = [history[0], history.at(-1)]
  t.ok(first && first.followers < 3_000)
  t.match(last, { followers: 20_000, genuine: 3_000 })
})
