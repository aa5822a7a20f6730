import t from 'tap'
import { typedTime } from '../../src/typed/time.js'

t.test('a plain day is its first moment; anything else stays as it is', async t => {
  t.equal(typedTime(' 2026-05-27 '), '2026-05-27T00:00:00Z')
  for (const text of ['2026-05-27T12:00:00Z', '27.05.2026', '', 'tomorrow']) t.equal(typedTime(text), text)
})
