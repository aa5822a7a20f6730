import t from 'tap'
import { standingSentence } from '../../src/influence/standing-sentence.js'

t.test('says how many of the others are surpassed', async t => {
  const sentence = (below: number, others: number) => standingSentence('@me', { below, others })
  t.equal(sentence(0, 0), 'There is no other account to compare @me with yet.')
  t.equal(sentence(1, 1), "@me's followers click more than those of the only other account.")
  t.equal(sentence(0, 1), "@me's followers click no more than those of the only other account.")
  t.equal(sentence(7, 12), "@me's followers click more than those of 7 of the 12 other accounts.")
  t.equal(sentence(12, 12), "@me's followers click more than those of all 12 other accounts.")
  t.equal(sentence(0, 1_200), "@me's followers click no more than those of all 1,200 other accounts.")
})
