import t from 'tap'
import { toldSentence } from '../../src/influence/told-sentence.js'

t.test('says what tweets tell of an account, and how roughly', async t => {
  t.equal(
    toldSentence('@me', [0.200142, 2.1544], 1),
    'What it tells of @me: likely 20–215 % (one tweet, so still rough).',
  )
  t.equal(
    toldSentence('@me', [0.2, 1.2], 2),
    'What all tweets tell of @me: likely 20–120 % (two tweets, so still rough).',
  )
  t.equal(toldSentence('@me', [0.0125, 0.044], 5), 'What all tweets tell of @me: likely 1.3–4.4 %.')
})
