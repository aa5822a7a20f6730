import t from 'tap'
import { linkedTweetSentence } from '../../src/influence/linked-tweet-sentence.js'

t.test('names both bounds where they differ', async t => {
  const bounds = { min: 1300, max: 1420 }
  t.equal(
    linkedTweetSentence(bounds, 20_000, 3),
    '1,300 to 1,420 of 20,000 followers clicked its 3 links: 6.5 % to 7.1 %.',
  )
  t.equal(
    linkedTweetSentence({ min: 1, max: 2 }, 1, 2),
    '1 to 2 people for 1 follower clicked its 2 links: 100 % to 200 %, perhaps more people than followers: it travelled.',
  )
  t.equal(
    linkedTweetSentence(bounds, null, 2),
    '1,300 to 1,420 people clicked its 2 links; how many followed at that time is unknown.',
  )
  t.equal(
    linkedTweetSentence(bounds, 0, 2),
    '1,300 to 1,420 people clicked its 2 links; the account had no followers.',
  )
})

t.test('is the sentence of any tweet where they do not', async t => {
  t.equal(
    linkedTweetSentence({ min: 400, max: 400 }, 20_000, 2),
    '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
  )
})
