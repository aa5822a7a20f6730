import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ipaddr from 'ipaddr.js'
import { Reader, type Response } from 'mmdb-lib'
import t from 'tap'
import { type CountryStart, readCountries } from '../../../src/capture/address-table/countries.js'
import { ipv4Text, ipv6Text } from '../../fixtures/address-text.js'

t.test('where countries begin', async t => {
  const file = mmdb({
    '::100:0/104': 'AU',
    '::180:0/105': 'JP',
    '::200:0/104': 'JP',
    '2a01::/16': 'DE',
    '2a01:0:0:5::/64': 'FR',
  })
  t.strictSame(readCountries(file), {
    ipv4: [
      { first: 0n, country: null },
      { first: 0x0100_0000n, country: 'AU' },
      { first: 0x0180_0000n, country: 'JP' },
      { first: 0x0300_0000n, country: null },
    ],
    ipv6: [
      { first: 0n, country: null },
      { first: 0x2a01_0000_0000_0000n, country: 'DE' },
      { first: 0x2a01_0000_0000_0005n, country: 'FR' },
      { first: 0x2a01_0000_0000_0006n, country: 'DE' },
      { first: 0x2a02_0000_0000_0000n, country: null },
    ],
  })
})

t.test('a divided /64 counts as its largest part that has a country', async t => {
  const first = 0x2a01_0000_0000_0000n
  const countryOf = (parts: Record<string, string>) =>
    readCountries(mmdb(parts)).ipv6.find(start => start.first === first)?.country
  t.equal(countryOf({ '2a01::/64': 'DE', '2a01::/128': 'FR' }), 'DE')
  t.equal(countryOf({ '2a01::/64': 'DE', '2a01::/66': 'FR' }), 'DE')
  t.equal(countryOf({ '2a01::/66': 'DE', '2a01:0:0:0:8000::/66': 'FR', '2a01:0:0:0:c000::/67': 'US' }), 'DE')
  t.equal(countryOf({ '2a01::/67': 'DE', '2a01:0:0:0:8000::/66': 'FR' }), 'FR')
  t.equal(countryOf({ '2a01::ffff/128': 'FR' }), 'FR')
  t.equal(countryOf({ '2a01:0:0:1::/64': 'FR' }), undefined)
})

t.test('what is no code of a country is none', async t => {
  t.strictSame(readCountries(mmdb({ '::100:0/104': 'xx', '2a01::/16': 'EUR' })), {
    ipv4: [{ first: 0n, country: null }],
    ipv6: [{ first: 0n, country: null }],
  })
})

t.test('a file of another form is refused', async t => {
  const message = 'The file of countries has an unknown form.'
  t.throws(() => readCountries(mmdb({}, { recordSize: 28 })), { message })
  t.throws(() => readCountries(mmdb({}, { ipVersion: 4 })), { message })
})

t.test('every country begins where the library says', async t => {
  const name = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'
  const file = readFileSync(fileURLToPath(import.meta.resolve(name)))
  const reader = new Reader<Response & { country_code?: string }>(file, { cache: new Map() })
  const { ipv4, ipv6 } = readCountries(file)
  const add = (starts: CountryStart[], first: bigint, country: string | null) =>
    country !== starts.at(-1)?.country && starts.push({ first, country })

  t.test('IPv4', async t => {
    const starts: CountryStart[] = []
    for (let at = 0n; at < 1n << 32n; ) {
      const [found, bits] = reader.getWithPrefixLength(ipv4Text(at))
      add(starts, at, found?.country_code ?? null)
      at += 1n << BigInt(32 - bits)
    }
    t.ok(starts.length > 100_000)
    t.ok(same(ipv4, starts))
  })

  t.test('IPv6, but in a /64 that is divided', async t => {
    const starts: CountryStart[] = []
    let next = 0
    for (let at = 0n; at < 1n << 64n; ) {
      const [found, bits] = reader.getWithPrefixLength(ipv6Text(at))
      while ((ipv6[next + 1]?.first ?? at + 1n) <= at) next++
      add(starts, at, bits > 64 ? (ipv6[next]?.country ?? null) : (found?.country_code ?? null))
      at += 1n << BigInt(64 - Math.min(bits, 64))
    }
    t.ok(starts.length > 100_000)
    t.ok(same(ipv6, starts))
  })
})

/** Quicker than a comparison that could show all differences. */
function same(some: readonly CountryStart[], others: readonly CountryStart[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ first, country }, index) => first === others[index]?.first && country === others[index].country,
    )
  )
}

/** A node's halves are nodes, countries, or nothing. */
type Half = Node | string | null
type Node = [Half, Half]

/** An MMDB file in which networks have countries; the later of two counts. */
function mmdb(countries: Record<string, string>, metadata = {}): Buffer {
  const root: Node = [null, null]
  for (const [network, country] of Object.entries(countries)) {
    const [text = '', length] = network.split('/')
    const bits = Array.from(bitsOf(text).slice(0, Number(length)), Number)
    const last = bits.pop() ?? 0
    let node = root
    for (const bit of bits) {
      const half = node[bit] ?? null
      const below: Node = typeof half === 'object' && half !== null ? half : [half, half]
      node[bit] = below
      node = below
    }
    node[last] = country
  }
  const nodes: Node[] = [root]
  for (const node of nodes) for (const half of node) if (Array.isArray(half)) nodes.push(half)
  const codes = [...new Set(Object.values(countries))]
  const records = codes.map(country => map({ country_code: country }))
  const place = (half: Half): number => {
    if (half === null) return nodes.length
    if (typeof half !== 'string') return nodes.indexOf(half)
    return nodes.length + 16 + Buffer.concat(records.slice(0, codes.indexOf(half))).length
  }
  const tree = Buffer.alloc(nodes.length * 6)
  for (const [index, half] of nodes.flat().entries()) tree.writeUIntBE(place(half), index * 3, 3)
  const facts = { nodeCount: nodes.length, recordSize: 24, ipVersion: 6, ...metadata }
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    ...records,
    Buffer.from('abcdef', 'hex'),
    Buffer.from('MaxMind.com'),
    map({
      ...{ binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 0 },
      ...{ database_type: 'country', node_count: facts.nodeCount },
      ...{ record_size: facts.recordSize, ip_version: facts.ipVersion },
    }),
  ])
}

/** A map of texts and numbers in the format of an MMDB file, each of fewer than 29 bytes. */
function map(values: Record<string, string | number>): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)])
  const number = (value: number) => Buffer.from([(5 << 5) | 2, value >> 8, value & 255])
  const pairs = Object.entries(values).flatMap(([name, value]) => [
    text(name),
    typeof value === 'string' ? text(value) : number(value),
  ])
  return Buffer.concat([Buffer.from([(7 << 5) | Object.keys(values).length]), ...pairs])
}

/** The 128 bits of an IPv6 address. */
function bitsOf(text: string): string {
  return ipaddr
    .parse(text)
    .toByteArray()
    .map(byte => byte.toString(2).padStart(8, '0'))
    .join('')
}
