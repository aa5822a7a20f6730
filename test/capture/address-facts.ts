import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Reader, type Response } from 'mmdb-lib'
import t from 'tap'
import { readAddress } from '../../src/capture/address.js'
import { openAddressFacts } from '../../src/capture/address-facts.js'
import type { Range } from '../../src/capture/address-table/boundaries.js'
import { readRanges } from '../../src/capture/address-table/csv.js'
import { networks } from '../../src/capture/address-table/networks.js'
import { decodeTable } from '../../src/capture/address-table/table.js'
import { unowned } from '../../src/capture/address-table/unowned.js'
import { CannotStart } from '../../src/errors.js'
import { packageFile } from '../../src/package.js'
import { ipv4Text, ipv6Text } from '../fixtures/address-text.js'
import { seeded } from '../fixtures/hits.js'

const findFacts = await openAddressFacts()
const find = (text: string) => findFacts(readAddress(text))

t.test('countries of IPv4 and IPv6 are found', async t => {
  t.equal(find('8.8.8.8').country, 'US')
  t.equal(find('2001:4860:4860::8888').country, 'US')
  t.equal(find('193.99.144.80').country, 'DE')
})

t.test('servers of clouds and hosters are in data centres', async t => {
  for (const text of [
    ...['18.204.0.1', '3.5.140.2', '20.50.2.1', '34.102.136.180', '129.146.1.1', '5.9.0.1', '51.38.1.1'],
    ...['159.89.1.1', '173.212.192.1', '51.15.1.1', '82.165.1.1', '45.76.1.1', '47.88.1.1', '43.128.1.1'],
    ...['2600:1f18::1', '2603:1000::1', '2600:1900::1', '2a01:4f8::1', '2001:41d0::1', '2604:a880::1'],
  ]) {
    t.equal(find(text).dataCentre, true, text)
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
    t.strictSame(find(text), { country: 'DE', dataCentre: true }, text)
  }
})

t.test('what people go out through is in no data centre', async t => {
  for (const text of [
    ...['172.224.226.1', '2a02:26f7::1', '146.75.128.1', '2a04:4e41::1', '104.28.1.1', '2606:4700::1'],
    ...['66.249.66.1', '2001:4860:4860::8888', '79.192.1.1', '2003::1', '193.99.144.80'],
  ]) {
    t.equal(find(text).dataCentre, false, text)
  }
})

t.test('nothing is known of private addresses, and of what is none', async t => {
  for (const text of [
    ...[
      '127.0.0.1',
      '10.0.0.1',
      '172.16.0.0',
      '172.31.255.255',
      '192.168.0.0',
      '192.168.255.255',
      '100.64.0.1',
    ],
    ...['169.254.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '0.0.0.0', '255.255.255.255', '224.0.0.1'],
    ...['::', '::1', '::ffff:10.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fd00::1', '2001:db8::1', '3fff::1'],
    // The bits of 18.204.0.1 as a /64, and in the lowest 32.
    ...['0:0:12cc:1::', '::12cc:1', 'ffff:ffff:ffff:ffff::', '', 'unknown', '5.9.0', '5.9.0.256'],
  ]) {
    t.strictSame(find(text), { country: null, dataCentre: false }, text)
  }
})

t.test('a lookup makes no object that somebody could change', async t => {
  t.equal(find('5.9.0.1'), find('2a01:4f8::1'))
  t.ok(Object.isFrozen(find('5.9.0.1')))
})

t.test('without a table, the message says what to do', async t => {
  const missing = new URL('missing.bin', packageFile('dist/'))
  await t.rejects(
    openAddressFacts(missing),
    new CannotStart('The table of addresses is not built yet: run "npm run build".'),
  )
})

t.test('the facts are those of the files they were made of', async t => {
  const read = (path: string) => readFileSync(fileURLToPath(import.meta.resolve(`@ip-location-db/${path}`)))
  const reader = new Reader<Response & { country_code?: string }>(
    read('geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'),
  )
  const asns = new Set(networks.map(({ asn }) => asn))
  const rangesOf = (path: string) => [...readRanges(read(path).toString('latin1'), asns).values()].flat()
  const ends = (ranges: readonly Range[]) =>
    ranges.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n])
  const random = seeded(500)
  const table = decodeTable(readFileSync(packageFile('dist/addresses.bin')))
  const any = (below: bigint) => BigInt(Math.floor(random() * Number(below)))

  t.test('IPv4', async t => {
    const ranges = rangesOf('asn/asn-ipv4-num.csv')
    const numbers = [
      ...Array.from({ length: 20_000 }, () => any(1n << 32n)),
      ...ends([...ranges, ...unowned.ipv4]),
      ...Array.from(table.ipv4.uppers, BigInt)
        .filter((_, index) => index % 20 === 1)
        .flatMap(first => [first - 1n, first]),
      ...[0n, (1n << 32n) - 1n],
    ]
    const centres = inside(ranges, numbers)
    const nowhere = inside(unowned.ipv4, numbers)
    const wrong = numbers.map(ipv4Text).filter((text, index) => {
      const { country, dataCentre } = find(text)
      const expected = nowhere[index] ? null : (reader.get(text)?.country_code ?? null)
      return country !== expected || dataCentre !== centres[index]
    })
    t.strictSame(wrong, [])
  })

  t.test('IPv6', async t => {
    // By the upper 64 bits.
    const ranges = rangesOf('asn/asn-ipv6-num.csv').map(({ first, last }) => ({
      first: first >> 64n,
      last: last >> 64n,
    }))
    const starts = Array.from(
      table.ipv6.uppers,
      (upper, index) => (BigInt(upper) << 32n) | BigInt(table.ipv6.lowers[index] ?? 0),
    )
    const numbers = [
      ...Array.from({ length: 5_000 }, () => any(1n << 64n)),
      ...starts
        .filter((_, index) => index % 20 === 1)
        .flatMap(first => [first - 1n, first, first + any(1n << 24n)]),
      ...ends([...ranges, ...unowned.ipv6]),
      ...[1n, (1n << 64n) - 1n],
    ]
    const centres = inside(ranges, numbers)
    const nowhere = inside(unowned.ipv6, numbers)
    const wrong = numbers.map(ipv6Text).filter((text, index) => {
      const { country, dataCentre } = find(text)
      const [found, bits] = reader.getWithPrefixLength(text)
      // A /64 that the file divides has one country here.
      if (bits > 64) return dataCentre !== centres[index]
      const expected = nowhere[index] ? null : (found?.country_code ?? null)
      return country !== expected || dataCentre !== centres[index]
    })
    t.strictSame(wrong, [])
  })
})

/** Which of the numbers are in one of the ranges. */
function inside(ranges: readonly Range[], numbers: readonly bigint[]): boolean[] {
  const sorted = ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))
  const order = numbers
    .map((number, index) => ({ number, index }))
    .sort((a, b) => (a.number < b.number ? -1 : 1))
  const found: boolean[] = []
  let next = 0
  let end = -1n
  for (const { number, index } of order) {
    for (let range = sorted[next]; range !== undefined && range.first <= number; range = sorted[++next])
      if (range.last > end) end = range.last
    found[index] = number <= end
  }
  return found
}
