import t from 'tap'
import { destinationSentence } from '../../src/influence/destination-sentence.js'

t.test('says what came, its share, and how many of the followers clicked', async t => {
  t.equal(
    destinationSentence('@friend', { clickers: 120, total: 300, h: 120, f: 5000 }),
    '@friend brought 120 of 300 clickers (40 %); 120 of 5,000 followers clicked: 2.4 %.',
  )
  t.equal(
    destinationSentence('@friend', { clickers: 1, total: 1, h: 0, f: 1 }),
    '@friend brought 1 of 1 clicker (100 %); 0 of 1 follower clicked: 0 %.',
  )
  t.equal(
    destinationSentence('@friend', { clickers: 5, total: 20_000, h: 5, f: 2 }),
    '@friend brought 5 of 20,000 clickers (0.025 %); 5 people clicked for 2 followers: 250 %, more people than followers: it travelled.',
  )
})

t.test('says what is not known', async t => {
  t.equal(
    destinationSentence('@friend', { clickers: 2, total: 3, h: 2, f: null }),
    '@friend brought 2 of 3 clickers (67 %); how many followed at that time is unknown.',
  )
  t.equal(
    destinationSentence('@friend', { clickers: 2, total: 3, h: 2, f: 0 }),
    '@friend brought 2 of 3 clickers (67 %); the account had no followers.',
  )
  t.equal(
    destinationSentence('@friend', { clickers: 0, total: 0, h: 0, f: 10 }),
    '@friend brought nobody yet.',
  )
})
