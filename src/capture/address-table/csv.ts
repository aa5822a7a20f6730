import type { Range } from './boundaries.js'

/** The first three columns of a row; the fourth is the network's name, quoted if need be. */
const row = /^(\d+),(\d+),(\d+),/gm

/** The address ranges of each AS number in `asns`; those of one that the rows lack are empty. */
export function readRanges(csv: string, asns: ReadonlySet<number>): Map<number, Range[]> {
  const ranges = new Map<number, Range[]>([...asns].map(asn => [asn, []]))
  for (const [, first = '', last = '', asn] of csv.matchAll(row))
    ranges.get(Number(asn))?.push({ first: BigInt(first), last: BigInt(last) })
  return ranges
}
