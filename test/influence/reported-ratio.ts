import t from 'tap'
import {
  addReported,
  noTweets,
  reportedRateSentence,
  reportedRatio,
  reportedSentence,
} from '../../src/influence/reported-ratio.js'

const one = {
  tweets: 1,
  clicks: 12,
  followers: 1_000,
  seen: { impressions: 3_000, clicks: 12, followers: 1_000 },
}
const unseen = {
  tweets: 1,
  clicks: 8,
  followers: 4_000,
  seen: { impressions: 0, clicks: 0, followers: 0 },
}

t.test('link clicks per follower, as a product where impressions are known', async t => {
  t.strictSame(reportedRatio(one), { ratio: 0.012, seen: 3, clickedWhenSeen: 0.004 })
  const both = addReported(one, unseen)
  t.equal(both.tweets, 2)
  t.strictSame(reportedRatio(both), { ratio: 0.004, seen: 3, clickedWhenSeen: 0.004 }, 'pooled, not averaged')
  t.strictSame(reportedRatio(noTweets), { ratio: null, seen: null, clickedWhenSeen: null })
  t.strictSame(addReported(noTweets, one), one)
})

t.test('a sentence that says whose number it is', async t => {
  t.equal(
    reportedSentence('X', one),
    'X reports 12 link clicks on 1 tweet: 1.2 % of the followers. Shown 3 times to each follower × 0.40 % clicked when seen.',
  )
  t.equal(reportedSentence('X', unseen), 'X reports 8 link clicks on 1 tweet: 0.20 % of the followers.')
  t.equal(reportedSentence('X', { ...unseen, clicks: 1, followers: 0 }), 'X reports 1 link click on 1 tweet.')
})

t.test('a comparison begins with the worthier of the two, and names whose counts it is of', async t => {
  const [a, b] = [
    { handle: '@a', network: 'x' },
    { handle: '@b', network: 'x' },
  ]
  t.equal(
    reportedRateSentence(a, b, 3.1),
    "By the counts of X, one follower of @a clicked as often as 3.1 of @b's.",
  )
  t.equal(
    reportedRateSentence(a, b, 0.25),
    "By the counts of X, one follower of @b clicked as often as 4 of @a's.",
  )
  t.equal(
    reportedRateSentence(a, b, 0),
    "By the counts of X, one follower of @a clicked as often as 0 of @b's.",
  )
  t.equal(
    reportedRateSentence(a, { handle: '@b.example', network: 'bluesky' }, null),
    'What X and Bluesky report of @a and @b.example does not suffice for a comparison.',
  )
})
