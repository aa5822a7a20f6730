import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
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
  for (const text of ['fe80::2%eth1', 'fe80::2%eth0.7', 'fe80::2%a:b-c'])
    t.equal(network(text), network('fe80::1%eth0'), text)
  t.same(readAddress('2001:0db8:1:2::0001'), { network: '20010db800010002', family: 6 })
})

t.test('a /64 is the same however it is written', async t => {
  const group = fc.oneof(fc.constant(0), fc.nat({ max: 0xffff }))
  const groups = fc.array(group, { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(groups, fc.nat({ max: 0xffff }), (groups, last) => {
      const digits = groups.map(group => group.toString(16).padStart(4, '0'))
      const short = ipaddr.parse(digits.join(':')).toString()
      const expected = digits.slice(0, 4).join('')
      for (const text of [
        digits.join(':'),
        digits.join(':').toUpperCase(),
        groups.map(group => group.toString(16)).join(':'),
        short,
        `[${short}]:${last}`,
        `${digits.slice(0, 6).join(':')}:1.2.3.4`,
      ]) {
        t.match(readAddress(text), isMapped(groups) ? { family: 4 } : { network: expected, family: 6 }, text)
      }
    }),
  )
})

const isMapped = (groups: number[]) => groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff

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
