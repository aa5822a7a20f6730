// Makes the table of data centres at build time: of the 63 MB of all networks' address ranges, the
// ranges of a short list. The data is from DB-IP (https://db-ip.com), Route Views
// (https://www.routeviews.org) and the NRO (https://www.nro.net), under CC BY 4.0.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { boundariesOf } from './boundaries.js'
import { readRanges } from './csv.js'
import { networks } from './networks.js'
import { encodeTable } from './table.js'

const target = new URL('../../../dist/data-centres.bin', import.meta.url)

const source = '@ip-location-db/asn'
const asns = new Set(networks.map(({ asn }) => asn))
const ipv4 = readRanges(readSource('asn-ipv4-num.csv'), asns)
const ipv6 = readRanges(readSource('asn-ipv6-num.csv'), asns)

// A network without addresses would go unnoticed.
for (const { asn, name } of networks) {
  if (!ipv4.get(asn)?.length) throw new Error(`${source} has no IPv4 range of ${name} (AS ${asn}).`)
}

const upper = [...ipv6.values()].flat().map(({ first, last }) => ({ first: first >> 64n, last: last >> 64n }))
writeFileSync(target, encodeTable(boundariesOf([...ipv4.values()].flat()), boundariesOf(upper)))

function readSource(name: string): string {
  try {
    return readFileSync(fileURLToPath(import.meta.resolve(`${source}/${name}`)), 'latin1')
  } catch (cause) {
    throw new Error(`The package ${source} is not installed: run "npm ci".`, { cause })
  }
}
