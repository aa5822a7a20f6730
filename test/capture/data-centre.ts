import t from 'tap'
import { readAddress } from '../../src/capture/address.js'
import { openDataCentres } from '../../src/capture/data-centre.js'

t.test('addresses and data centres', async t => {
  const inDataCentre = await openDataCentres()
  const find = (text: string) => inDataCentre(readAddress(text))

  t.test('servers of clouds and hosters are in one', async t => {
    for (const text of [
      ...['18.204.0.1', '3.5.140.2', '20.50.2.1', '34.102.136.180', '129.146.1.1', '5.9.0.1', '51.38.1.1'],
      ...['159.89.1.1', '173.212.192.1', '51.15.1.1', '82.165.1.1', '45.76.1.1', '47.88.1.1', '43.128.1.1'],
      ...['2600:1f18::1', '2603:1000::1', '2600:1900::1', '2a01:4f8::1', '2001:41d0::1', '2604:a880::1'],
    ]) {
      t.equal(find(text), true, text)
    }
  })

  t.test('in any form of the address', async t => {
    for (const text of [
      ...['::ffff:5.9.0.1', '::FFFF:5.9.0.1', '::ffff:0509:0001', '5.9.0.1:443'],
      ...[
        '2A01:4F8::1',
        '2a01:04f8:0000:0000:0000:0000:0000:0001',
        '[2a01:4f8::1]:443',
        '2a01:4f8:1:2:3:4:5:6',
      ],
    ]) {
      t.equal(find(text), true, text)
    }
  })

  t.test('what people go out through is in none', async t => {
    for (const text of [
      ...['172.224.226.1', '2a02:26f7::1', '146.75.128.1', '2a04:4e41::1', '104.28.1.1', '2606:4700::1'],
      ...['66.249.66.1', '2001:4860:4860::8888', '79.192.1.1', '2003::1', '193.99.144.80'],
    ]) {
      t.equal(find(text), false, text)
    }
  })

  t.test('private and unknown addresses are in none', async t => {
    for (const text of [
      ...['127.0.0.1', '10.0.0.1', '192.168.1.1', '192.0.2.1', '0.0.0.0', '255.255.255.255', '224.0.0.1'],
      ...['::', '::1', '::ffff:10.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fd00::1', '2001:db8::1'],
      // The bits of 18.204.0.1 as a /64.
      ...['0:0:12cc:1::', 'ffff:ffff:ffff:ffff::', '', 'unknown', '5.9.0', '5.9.0.256'],
    ]) {
      t.equal(find(text), false, text)
    }
  })
})
