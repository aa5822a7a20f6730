import t from 'tap'
import { networks } from '../../../src/capture/address-table/networks.js'

t.test('each network is listed once, and none that people go out through', async t => {
  const asns = networks.map(({ asn }) => asn)
  t.equal(new Set(asns).size, asns.length)
  for (const asn of [36183, 20940, 54113, 13335, 15169, 9009]) t.notOk(asns.includes(asn), `AS ${asn}`)
})
