import t from 'tap'
import { readAddress } from '../../src/capture/address.js'

const network = (text: string) => readAddress(text).network

t.test('IPv4 counts whole', async t => {
  t.same(readAddress('192.0.2.7'), { network: '192.0.2.7', family: 4 })
  t.not(network('192.0.2.7'), network('192.0.2.8'))
})

t.test('IPv4 that came as IPv6 is the same visitor', async t => {
  for (const text of [
    '::ffff:192.0.2.7',
    '::FFFF:192.0.2.7',
    '::ffff:c000:207',
    '0:0:0:0:0:ffff:c000:0207',
  ]) {
    t.same(readAddress(text), { network: '192.0.2.7', family: 4 }, text)
  }
})

t.test('IPv6 counts by its /64', async t => {
  t.equal(network('2001:db8:1:2::1'), network('2001:db8:1:2:ffff:ffff:ffff:ffff'))
  t.equal(network('2001:db8:1:2::1'), network('2001:0DB8:0001:0002::'))
  t.not(network('2001:db8:1:2::1'), network('2001:db8:1:3::1'))
  t.equal(network('fe80::1%eth0'), network('fe80::2%eth1'))
  t.same(readAddress('2001:0db8:1:2::0001'), { network: '20010db800010002', family: 6 })
})

t.test('a port that a proxy adds changes nothing', async t => {
  t.same(readAddress('192.0.2.7:50123'), readAddress('192.0.2.7'))
  t.same(readAddress('[2001:db8::1]:443'), readAddress('2001:db8::1'))
})

t.test('what is no address is its own network, of no family', async t => {
  for (const text of [
    '',
    'unknown',
    '_hidden',
    '1.2.3',
    '1.2.3.4.5',
    '999.1.1.1',
    '12345::',
    '::ffff:1.2.3',
    '[::1',
  ]) {
    t.same(readAddress(text), { network: text, family: null }, text)
  }
})
