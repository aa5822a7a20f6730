// Makes the table of addresses at build time, so that one quick search tells all that a redirect
// wants to know of an address. The countries come from data of the NRO (https://www.nro.net) and
// from what networks publish themselves. Of the 63 MB of all networks' address ranges, those of a
// short list are kept; they are from DB-IP (https://db-ip.com), Route Views
// (https://www.routeviews.org) and the NRO. All of it was merged by
// https://github.com/sapics/ip-location-db, and is under CC BY 4.0.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { boundariesOf } from './boundaries.js'
import { readCountries } from './countries.js'
import { readRanges } from './csv.js'
import { joinFacts } from './facts.js'
import { networks } from './networks.js'
import { encodeTable } from './table.js'
import { unowned } from './unowned.js'

const target = new URL('../../../dist/addresses.bin', import.meta.url)

const source = '@ip-location-db/asn'
const asns = new Set(networks.map(({ asn }) => asn))
const ipv4 = readRanges(readSource(source, 'asn-ipv4-num.csv').toString('latin1'), asns)
const ipv6 = readRanges(readSource(source, 'asn-ipv6-num.csv').toString('latin1'), asns)

// A network without addresses would go unnoticed.
for (const { asn, name } of networks) {
  if (!ipv4.get(asn)?.length) throw new Error(`${source} has no IPv4 range of ${name} (AS ${asn}).`)
}

const upper = [...ipv6.values()].flat().map(({ first, last }) => ({ first: first >> 64n, last: last >> 64n }))
const countries = readCountries(
  readSource('@ip-location-db/geo-whois-asn-country-mmdb', 'geo-whois-asn-country.mmdb'),
)
writeFileSync(
  target,
  encodeTable(
    joinFacts(countries.ipv4, boundariesOf([...ipv4.values()].flat()), boundariesOf(unowned.ipv4)),
    joinFacts(countries.ipv6, boundariesOf(upper), boundariesOf(unowned.ipv6)),
  ),
)

function readSource(name: string, file: string): Buffer {
  try {
    return readFileSync(fileURLToPath(import.meta.resolve(`${name}/${file}`)))
  } catch (cause) {
    throw new Error(`The package ${name} is not installed: run "npm ci".`, { cause })
  }
}
