import t from 'tap'
import { factorsSentence } from '../../src/influence/factors-sentence.js'

t.test('a product that a person can check', async t => {
  t.equal(
    factorsSentence({ h: 36, f: 1000 }, 3000),
    'Seen 3,000 times: 3 for each of 1,000 followers × 1.2 % clicked when seen = 3.6 % per follower.',
  )
  t.match(factorsSentence({ h: 1, f: 1 }, 1), /^Seen 1 time: 1 for each of 1 follower × 100 %/)
})

t.test('more clickers than impressions means that it was seen elsewhere', async t => {
  const sentence = factorsSentence({ h: 400, f: 500 }, 100)
  t.match(sentence, '0.2 for each of 500 followers × 400 % clicked when seen = 80 % per follower.')
  const more =
    'More clickers than the analytics say saw it: these are older than the clicks, or it was seen elsewhere, too.'
  t.match(sentence, more)
  t.equal(factorsSentence({ h: 11, f: null }, 5), `Seen 5 times; 220 % clicked when seen. ${more}`)
})

t.test('without followers the rest is said; without impressions nothing', async t => {
  t.equal(factorsSentence({ h: 12, f: null }, 600), 'Seen 600 times; 2.0 % clicked when seen.')
  t.equal(factorsSentence({ h: 12, f: 0 }, 600), 'Seen 600 times; 2.0 % clicked when seen.')
  t.equal(factorsSentence({ h: 12, f: 500 }, null), null)
})

t.test('what was never seen by the analytics', async t => {
  t.equal(factorsSentence({ h: 0, f: 500 }, 0), 'Never seen, by the analytics.')
  t.equal(factorsSentence({ h: 1, f: 500 }, 0), 'Never seen, by the analytics; 1 person clicked elsewhere.')
})
