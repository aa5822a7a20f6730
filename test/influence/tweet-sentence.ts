import t from 'tap'
import { tweetSentence } from '../../src/influence/tweet-sentence.js'

t.test('says how many of how many clicked', async t => {
  t.equal(tweetSentence({ h: 400, f: 20_000 }), '400 of 20,000 followers clicked: 2.0 % (1.8–2.2 %).')
  t.equal(tweetSentence({ h: 400, f: 500 }), '400 of 500 followers clicked: 80 % (73–88 %).')
  t.equal(tweetSentence({ h: 0, f: 500 }), '0 of 500 followers clicked: 0 % (0–0.77 %).')
  t.equal(tweetSentence({ h: 1, f: 1 }), '1 of 1 follower clicked: 100 % (18–566 %).')
})

t.test('does not call more clickers than followers a part of them', async t => {
  t.equal(tweetSentence({ h: 1300, f: 1000 }), '1,300 people clicked for 1,000 followers: 130 % (123–137 %).')
})

t.test('says when the followers are not known, or none', async t => {
  t.equal(tweetSentence({ h: 1, f: null }), '1 person clicked; how many followed at that time is unknown.')
  t.equal(tweetSentence({ h: 3, f: 0 }), '3 people clicked; the account had no followers.')
})
