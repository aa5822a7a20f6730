import t from 'tap'
import { classify } from '../../../src/ingest/steps/classify.js'
import { rulesVersion } from '../../../src/rollups/rules-version.js'
import { firefox } from '../../fixtures/hits.js'
import { clickRecord } from '../../fixtures/records.js'

t.test('a record becomes a row, with what the rules say', async t => {
  const { linkIdentity: _, ...record } = clickRecord(1, { userAgent: firefox })
  t.strictSame(classify(record, null, new Set()), {
    ...record,
    reason: null,
    rulesVersion,
    source: 'x',
    referrerHost: 't.co',
    browser: 'Firefox',
    system: 'Linux',
    device: 'desktop',
  })
})

t.test('all text is made storable, and only where it is not', async t => {
  const hints = { head: true, purpose: 'a\0b', fetchMode: 'navi\ud800', secure: true } as const
  const stored = classify(clickRecord(1, { hints, userAgent: 'a\0b' }), null, new Set())
  t.strictSame(stored.hints, { ...hints, purpose: 'a\ufffdb', fetchMode: 'navi\ufffd' })
  t.equal(stored.userAgent, 'a\ufffdb')
  const good = { fetchMode: 'navigate', dataCentre: true } as const
  t.equal(classify(clickRecord(1, { hints: good }), null, new Set()).hints, good)
})
