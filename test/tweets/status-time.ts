import t from 'tap'
import { mastodonTime, tidTime, xTime } from '../../src/tweets/status-time.js'

t.test('an X status id carries its time', async t => {
  t.equal(xTime(1529877576591609861n)?.getTime(), 1653586212667)
  t.equal(xTime(20n), null)
  t.equal(xTime(29_700_859_246n), null)
  t.equal(xTime(29_700_859_247n)?.toISOString().slice(0, 10), '2010-11-04')
})

t.test('a TID carries its time', async t => {
  // As the specification's library encodes it: microseconds, ten bits of clock id, base 32.
  const encode = (ms: number, clock: number) => {
    let value = ((BigInt(ms) * 1000n) << 10n) | BigInt(clock)
    let text = ''
    for (let n = 0; n < 13; n++, value >>= 5n)
      text = '234567abcdefghijklmnopqrstuvwxyz'[Number(value & 31n)] + text
    return text
  }
  const at = Date.UTC(2024, 10, 20, 12, 34, 56, 789)
  for (const clock of [0, 1, 1023]) t.equal(tidTime(encode(at, clock))?.getTime(), at)
  t.equal(tidTime('self'), null)
  t.equal(tidTime('zzzzzzzzzzzzz'), null)
  t.equal(tidTime('2222222222222')?.getTime(), 0)
})

t.test('a Mastodon status id carries its time where it is a plausible one', async t => {
  t.equal(mastodonTime(BigInt(Date.UTC(2023, 4, 6)) << 16n)?.toISOString(), '2023-05-06T00:00:00.000Z')
  t.equal(mastodonTime(9_999_999n), null)
  t.equal(mastodonTime(BigInt(Date.UTC(2200, 0, 1)) << 16n), null)
})
