import t from 'tap'
import { tweetSentence } from '../../src/influence/tweet-sentence.js'

t.test('says how many of how many clicked', async t => {
  t.equal(tweetSentence({ h: 400, f: 20_000 }), '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).')
  t.equal(tweetSentence({ h: 400, f: 500 }), '400 of 500 followers clicked: 80 % (likely 73–88 %).')
  t.equal(tweetSentence({ h: 0, f: 500 }), '0 of 500 followers clicked: 0 % (likely 0–0.77 %).')
  t.equal(tweetSentence({ h: 1, f: 1 }), '1 of 1 follower clicked: 100 % (likely 18–566 %).')
})

t.test('does not call more clickers than followers a part of them', async t => {
  t.equal(
    tweetSentence({ h: 1300, f: 1000 }),
    '1,300 people clicked for 1,000 followers: 130 % (likely 123–137 %), more people than followers: it travelled.',
  )
})

t.test('no number is too large for it', async t => {
  t.equal(
    tweetSentence({ h: 12_000, f: 100 }),
    '12,000 people clicked for 100 followers: 12,000 % (likely 11,787–12,217 %), more people than followers: it travelled.',
  )
  t.equal(
    tweetSentence({ h: 0, f: 9_999_999_999 }),
    '0 of 9,999,999,999 followers clicked: 0 % (likely under 0.0001 %).',
  )
  t.equal(tweetSentence({ h: 7, f: 9_999_999_999 }), '7 of 9,999,999,999 followers clicked: under 0.0001 %.')
  t.equal(tweetSentence({ h: 500, f: 500 }), '500 of 500 followers clicked: 100 % (likely 92–109 %).')
})

t.test('says when the followers are not known, or none', async t => {
  t.equal(tweetSentence({ h: 1, f: null }), '1 person clicked; how many followed at that time is unknown.')
  t.equal(tweetSentence({ h: 0, f: null }), 'Nobody clicked; how many followed at that time is unknown.')
  t.equal(tweetSentence({ h: 3, f: 0 }), '3 people clicked; the account had no followers.')
})
