import t from 'tap'
import { olderHitsSentence } from '../../src/influence/older-hits-sentence.js'

t.test('says how many hits older rules judged, and what to do about it', async t => {
  const toDo = 'Run “fivehundred reclassify --write” to judge again what is still stored.'
  t.equal(olderHitsSentence(1204), `1,204 of this link's hits were judged by older rules. ${toDo}`)
  t.equal(olderHitsSentence(1), `1 of this link's hits was judged by older rules. ${toDo}`)
  t.equal(olderHitsSentence(0), null)
})
