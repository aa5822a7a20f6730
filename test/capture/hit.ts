import t from 'tap'
import { recordHit } from '../../src/capture/hit.js'
import { visitorOf } from '../../src/capture/visitor.js'
import type { CachedLink } from '../../src/links/load.js'

const link = { id: 7, identity: 123, visitorSalt: Buffer.alloc(32, 7) } as CachedLink
const at = new Date(1_790_000_000_123)
const german = () => ({ country: 'DE', dataCentre: false })

t.test('a request without a User-Agent has a visitor, and none of what it lacks', async t => {
  const { id, ...facts } = recordHit(
    { method: 'GET', headers: {} },
    { address: '192.0.2.1', secure: false },
    link,
    at,
    german,
  )
  t.match(id, /^[0-9a-f-]{36}$/)
  t.strictSame(facts, {
    linkId: 7,
    linkIdentity: 123,
    at: at.getTime(),
    visitor: visitorOf(link.visitorSalt, '192.0.2.1', ''),
    country: 'DE',
    referrer: null,
    userAgent: null,
    hints: { noAcceptLanguage: true },
  })
})

t.test('what is known of the address is in the record', async t => {
  const { country, hints } = recordHit(
    { method: 'GET', headers: { 'accept-language': 'en' } },
    { address: '192.0.2.1', secure: false },
    link,
    at,
    ({ network, family }) => {
      t.strictSame([network, family], ['192.0.2.1', 4])
      return { country: null, dataCentre: true }
    },
  )
  t.strictSame([country, hints], [null, { dataCentre: true }])
})
