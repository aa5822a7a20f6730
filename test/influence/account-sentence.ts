import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { accountSentence, besideScore } from '../../src/influence/account-sentence.js'
import { defaultPrior } from '../../src/influence/prior.js'
import { rawRatio } from '../../src/influence/raw-ratio.js'
import type { ExposedCount } from '../../src/influence/tweet-count.js'

function numbers(followers: number | null, ...tweets: ExposedCount[]) {
  const { score, interval } = accountPosterior(tweets, defaultPrior)
  return { followers, score, interval, rawRatio: rawRatio(tweets), tweets: tweets.length, openTweets: 0 }
}

t.test('says what was seen first, then what it tells, and how roughly', async t => {
  t.equal(
    accountSentence('@me', numbers(500, { h: 400, f: 500 })),
    "@me's one tweet was clicked by 80 % of the followers. Its 500 followers act like 261 who all click (likely 100–1,077): one tweet, so still rough.",
  )
  t.equal(
    accountSentence('@me', numbers(10_000, { h: 400, f: 20_000 }, { h: 400, f: 20_000 })),
    "@me's 2 tweets were clicked by 2.0 % of the followers. Its 10,000 followers act like 183 who all click (likely 86–487): two tweets, so still rough.",
  )
  const five = [12, 3, 0, 40, 5].map(h => ({ h, f: 500 }))
  t.equal(
    accountSentence('@me', numbers(500, ...five)),
    "@me's 5 tweets were clicked by 2.4 % of the followers. Its 500 followers act like 11 who all click (likely 6.2–22).",
  )
})

t.test('says of no clicks and of more clickers than followers what they are', async t => {
  t.match(
    accountSentence('@me', numbers(10_000, { h: 0, f: 10_000 })),
    /^@me's one tweet was clicked by none of the followers\. Its 10,000 followers act like 5\.1 who all click/,
  )
  t.match(
    accountSentence('@me', numbers(1_000, { h: 1_300, f: 1_000 })),
    /^@me's one tweet was clicked by 130 % of the followers, more people than followers: it travelled\. Its/,
  )
})

t.test('fits small numbers', async t => {
  const one = numbers(null, { h: 400, f: 20_000 })
  const acting = (followers: number) => accountSentence('@me', { ...one, followers }).split('. ')[1]
  t.equal(acting(58), 'Its 58 followers act like 1 who clicks (likely 0.4–3.6): one tweet, so still rough.')
  t.equal(
    acting(1),
    'Its 1 follower acts like less than one who clicks (likely 0–0.1): one tweet, so still rough.',
  )
  t.equal(acting(0), 'It has no followers now: one tweet, so still rough.')
})

t.test('claims no less than was seen where the followers are too few to tell', async t => {
  t.equal(
    accountSentence('@me', numbers(1, { h: 1, f: 1 })),
    "@me's one tweet was clicked by 100 % of the followers. With 1 follower that tells little: one tweet, so still rough.",
  )
  t.match(accountSentence('@me', numbers(2, { h: 1, f: 2 })), /With 2 followers that tells little: one/)
  t.match(accountSentence('@me', numbers(3, { h: 2, f: 3 })), /Its 3 followers act like/)
})

t.test('says that clicks are still coming, which the estimate allows for', async t => {
  const open = (h: number) =>
    accountSentence('@me', { ...numbers(300, { h, f: 300, g: 0.27 }), openTweets: 1 })
  t.equal(
    open(9),
    "@me's one tweet was clicked by 3.0 % of the followers so far. Its 300 followers act like 18 who all click (likely 5.7–75), with the clicks that are still to come: one tweet, so still rough.",
  )
  t.match(open(0), /^@me's one tweet was clicked by none of the followers so far\. /)
  t.match(open(400), /clicked by 133 % of the followers so far, more people than followers: it travelled\. /)
})

t.test('says when the followers are unknown', async t => {
  t.match(
    accountSentence('@me', numbers(null, { h: 400, f: 20_000 })),
    /About 1\.7 % of its followers click \(likely 0\.67–6\.2 %\), but how many they are is unknown: one tweet/,
  )
})

t.test('does not pass the prior off as a measurement', async t => {
  t.equal(accountSentence('@me', numbers(500)), '@me has no counted tweet yet.')
  const nothing = { followers: 500, score: null, interval: null, rawRatio: null, tweets: 0, openTweets: 0 }
  t.equal(accountSentence('@me', nothing), '@me has no counted tweet yet.')
  t.equal(
    accountSentence('@me', { ...nothing, tweetsWithoutFollowers: 2 }),
    '@me has no counted tweet yet, because how many followed it is unknown or 0: add a follower count.',
  )
})

t.test('a handle is repeated as it is', async t => {
  for (const handle of ['@a', '@name.bsky.social', '@name@server.example']) {
    t.ok(accountSentence(handle, numbers(5, { h: 1, f: 5 })).startsWith(`${handle}'s one tweet`))
  }
})

t.test('beside a score it repeats neither the score nor its interval', async t => {
  const beside = (...all: Parameters<typeof numbers>) => besideScore('@me', numbers(...all))
  t.equal(
    beside(500, { h: 400, f: 500 }),
    'Its 500 followers act like 261 who all click: one tweet, so still rough.',
  )
  t.equal(beside(null, { h: 400, f: 500 }), 'How many followers @me has is unknown.')
  t.equal(beside(0, { h: 400, f: 500 }), 'It has no followers now: one tweet, so still rough.')
  t.equal(beside(500), '@me has no counted tweet yet.')
})
