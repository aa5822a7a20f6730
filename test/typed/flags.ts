import t from 'tap'
import { flagList, flagsIn } from '../../src/typed/flags.js'

t.test('facts are a list of texts, and back', async t => {
  const facts = { head: true, purpose: 'prefetch;a=b|c', fetchMode: '' } as const
  t.strictSame(flagList(facts), ['head', 'purpose=prefetch;a=b|c', 'fetchMode='])
  t.strictSame(flagsIn(flagList(facts)), facts)
  t.strictSame(flagsIn([]), {})
})
