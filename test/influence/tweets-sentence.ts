import t from 'tap'
import { tweetsSentence } from '../../src/influence/tweets-sentence.js'

t.test('nouns agree with their numbers', async t => {
  t.equal(tweetsSentence('@me', { tweets: 12, clicks: 1204 }), '12 tweets of @me brought 1,204 clicks.')
  t.equal(tweetsSentence('@me', { tweets: 1, clicks: 1 }), '1 tweet of @me brought 1 click.')
  t.equal(tweetsSentence('@me', { tweets: 0, clicks: 0 }), '@me has not tweeted a link of this service yet.')
})
