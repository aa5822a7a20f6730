import t from 'tap'
import { tweetPeople } from '../../src/influence/tweet-people.js'

t.test('names followers as the whole only where the people are a part of them', async t => {
  t.equal(tweetPeople({ h: 400, f: 20_000 }), '400 of 20,000 followers clicked')
  t.equal(tweetPeople({ h: 1, f: 1 }), '1 of 1 follower clicked')
  t.equal(tweetPeople({ h: 1300, f: 1000 }), '1,300 people clicked for 1,000 followers')
  t.equal(tweetPeople({ h: 1, f: null }), '1 person clicked')
  t.equal(tweetPeople({ h: 0, f: 0 }), 'Nobody clicked')
})
