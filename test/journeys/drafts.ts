// The way of a person who shortens links first and tweets later, or never.
import { and, eq } from 'drizzle-orm'
import t from 'tap'
import { accountScores, links } from '../../src/db/schema.js'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { exposure } from '../../src/influence/exposure.js'
import { defaultPrior } from '../../src/influence/prior.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { chrome, countRecords } from '../fixtures/hits.js'
import { clickRecord } from '../fixtures/records.js'

const hour = 3_600_000
const begin = Date.UTC(2026, 4, 1, 12)

t.test('five links that were not tweeted leave a score as it is, until one of them is clicked', async t => {
  let now = begin
  const { ctx, api } = await testApp(t, { now: () => new Date(now) })
  const passed = async (hours: number) => {
    now = begin + hours * hour
    await refreshScoresJob(ctx).run(new AbortController().signal)
  }
  /** As the job stored it; nobody asks. */
  const kept = async () => {
    const whole = and(eq(accountScores.windowDays, 0), eq(accountScores.accountId, 1))
    const [row] = await ctx.db.select().from(accountScores).where(whole)
    return row?.score
  }
  const shown = async () => (await api('GET', '/accounts/@me/influence')).json()
  let clicks = 0
  const click = async (slug: string, people: number) => {
    const [link] = await ctx.db.select().from(links).where(eq(links.slug, slug))
    const hits = Array.from({ length: people }, () => {
      const n = ++clicks
      const facts = { linkId: link?.id ?? 0, linkIdentity: null, hints: {}, at: now, userAgent: chrome }
      return clickRecord(n, { ...facts, visitor: String(n).padStart(32, '0'), referrer: 'https://t.co/abc' })
    })
    await countRecords(ctx.db, hits)
  }
  const make = (slug: string) => api('POST', '/links', { url: 'https://example.com/', slug, account: '@me' })

  await api('POST', '/accounts', { handle: '@me', followers: 500 })
  await api('POST', '/accounts', { handle: '@new', followers: 500 })
  await make('tweeted')
  await passed(0)
  t.match(await shown(), { score: null, interval: null, tweets: 0, drafts: 1 })
  await click('tweeted', 40)
  await passed(0.5)
  t.match(await shown(), { score: null, tweets: 0, openTweets: 1, drafts: 0 }, 'too new to count')

  await passed(200)
  const score = accountPosterior([{ h: 40, f: 500 }], defaultPrior).score
  t.equal(await kept(), score)
  for (let n = 1; n <= 5; n += 1) await make(`draft-${n}`)
  await passed(201)
  t.match(await shown(), { score, tweets: 1, drafts: 5 }, 'to the last digit')
  t.match((await api('GET', '/links/draft-1/influence')).json(), { state: 'draft', tweetedAt: null })

  await click('draft-1', 2)
  await passed(201.9)
  t.equal(await kept(), score)
  t.match(await shown(), { tweets: 1, openTweets: 1, drafts: 4 })
  t.match((await api('GET', '/links/draft-1/influence')).json(), { state: 'new', followerClickers: 2 })

  await passed(202)
  const withOpen = (age: number) => {
    const g = exposure(age * hour, 168 * hour, defaultPrior.halfLifeHours)
    return accountPosterior(
      [
        { h: 40, f: 500 },
        { h: 2, f: 500 * g },
      ],
      defaultPrior,
    ).score
  }
  t.equal(await kept(), withOpen(1), 'renewed without anybody asking')
  await passed(211)
  t.equal(await kept(), withOpen(10), 'and again as more of its clicks must have come')
  await passed(201 + 168)
  const closed = accountPosterior(
    [
      { h: 40, f: 500 },
      { h: 2, f: 500 },
    ],
    defaultPrior,
  ).score
  t.equal(await kept(), closed, 'and when its window closes')
  t.match(await shown(), { score: closed, tweets: 2, openTweets: 0, drafts: 4 })

  const { rate, sentence } = (await api('GET', '/exchange?from=@me&to=@new')).json()
  t.equal(rate, null)
  t.equal(sentence, '@new has no counted tweet yet, so there is nothing to compare.')
})
