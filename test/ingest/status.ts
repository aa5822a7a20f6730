import t from 'tap'
import { countTogether, freshStatus, type LoopStatus, ofAllLoops } from '../../src/ingest/status.js'

const one: LoopStatus = {
  state: 'running',
  bytesBehind: 1,
  oldestWaiting: 300,
  ingested: 2,
  duplicates: 3,
  corrupt: 4,
  setAside: 5,
  unknownLinks: 6,
  purged: 7,
  misfits: 8,
  lastError: null,
  lastBatchAt: new Date(500),
}
const other: LoopStatus = {
  state: 'running',
  bytesBehind: 10,
  oldestWaiting: 200,
  ingested: 20,
  duplicates: 30,
  corrupt: 40,
  setAside: 50,
  unknownLinks: 60,
  purged: 70,
  misfits: 80,
  lastError: 'no connection',
  lastBatchAt: new Date(400),
}

/** The counts of both. */
const summed = {
  ingested: 22,
  duplicates: 33,
  corrupt: 44,
  setAside: 55,
  unknownLinks: 66,
  purged: 77,
  misfits: 88,
}

t.test('before anything has happened, all counts are zero', async t => {
  t.strictSame(freshStatus, {
    state: 'starting',
    bytesBehind: 0,
    oldestWaiting: null,
    ingested: 0,
    duplicates: 0,
    corrupt: 0,
    setAside: 0,
    unknownLinks: 0,
    purged: 0,
    misfits: 0,
    lastError: null,
    lastBatchAt: null,
  })
  t.strictSame(ofAllLoops([]), freshStatus)
  t.strictSame(ofAllLoops([freshStatus, freshStatus]), freshStatus)
})

t.test('loops are told of as one: sums, the oldest click, the latest batch and the first error', async t => {
  t.strictSame(ofAllLoops([one, freshStatus, other]), {
    state: 'starting',
    bytesBehind: 11,
    oldestWaiting: 200,
    ...summed,
    lastError: 'no connection',
    lastBatchAt: new Date(500),
  })
})

t.test('loops together are as well as the worst of them', async t => {
  const states = ['running', 'starting', 'rereading', 'retrying'] as const
  for (const [at, worst] of states.entries()) {
    const loops = states.slice(0, at + 1).map(state => ({ ...one, state }))
    t.equal(ofAllLoops(loops).state, worst)
    t.equal(ofAllLoops(loops.reverse()).state, worst)
  }
})

t.test('a new worker goes on counting where the last one ended, and the rest is its own', async t => {
  t.strictSame(countTogether(other, one), {
    state: 'running',
    bytesBehind: 1,
    oldestWaiting: 300,
    ...summed,
    lastError: null,
    lastBatchAt: new Date(500),
  })
  t.strictSame(countTogether(other, freshStatus).lastBatchAt, new Date(400), 'until it has a batch')
})
