import { Reader, type Response } from 'mmdb-lib'

/** From `first` on, up to the next one's, addresses belong to `country`. */
export interface CountryStart {
  first: bigint
  country: string | null
}

/** Of every address, in ascending order. */
export interface Countries {
  ipv4: CountryStart[]
  /** Of the upper 64 bits. */
  ipv6: CountryStart[]
}

/** A part of the file's tree: all addresses that begin with the same bits as `first`. */
interface Network {
  /** A node with two halves, or a record of the country. */
  node: number
  first: bigint
}

const code = /^[A-Z]{2}$/

/** The file has IPv4 in the lowest 32 of its 128 bits. */
const ipv4End = 0x1_0000_0000n

/**
 * Reads an MMDB file. A /64 that is divided, mostly to set single servers apart, counts whole as
 * its largest part with a country, because that is all that is known of a visitor's address. Throws
 * if the file is not one of both IPv4 and IPv6 whose nodes have 6 bytes. The library only looks up
 * single addresses, which would take ten times as long for all of them.
 */
export function readCountries(file: Buffer): Countries {
  const reader = new Reader<Response & { country_code?: string }>(file)
  const { nodeCount, recordSize, ipVersion } = reader.metadata
  if (recordSize !== 24 || ipVersion !== 6) throw new Error('The file of countries has an unknown form.')
  const known = new Map<number, string | null>()
  const ipv4: CountryStart[] = []
  // What is in ::/64 is IPv4.
  const ipv6: CountryStart[] = [{ first: 0n, country: null }]

  function halves({ node, first }: Network, bits: number): [Network, Network] {
    return [
      { node: file.readUIntBE(node * 6, 3), first },
      { node: file.readUIntBE(node * 6 + 3, 3), first: first | (1n << BigInt(127 - bits)) },
    ]
  }

  /** All networks of a country have the same record. */
  function countryOf({ node, first }: Network): string | null {
    let country = known.get(node)
    if (country === undefined) {
      const found = reader.get(ipv6Text(first))?.country_code
      country = found !== undefined && code.test(found) ? found : null
      known.set(node, country)
    }
    return country
  }

  function countryOfLargest(networks: readonly Network[], bits: number): string | null {
    const countries = networks.filter(({ node }) => node >= nodeCount).map(countryOf)
    const divided = networks.filter(({ node }) => node < nodeCount)
    const country = countries.find(country => country !== null)
    if (country !== undefined || divided.length === 0) return country ?? null
    return countryOfLargest(
      divided.flatMap(network => halves(network, bits)),
      bits + 1,
    )
  }

  function visit(network: Network, bits: number): void {
    const { node, first } = network
    if (bits === 64 && first >= ipv4End) add(ipv6, first >> 64n, countryOfLargest([network], bits))
    else if (node < nodeCount) for (const half of halves(network, bits)) visit(half, bits + 1)
    else if (first < ipv4End) add(ipv4, first, countryOf(network))
    else if (bits < 64) add(ipv6, first >> 64n, countryOf(network))
  }

  visit({ node: 0, first: 0n }, 0)
  return { ipv4, ipv6 }
}

function add(starts: CountryStart[], first: bigint, country: string | null): void {
  if (country !== starts.at(-1)?.country) starts.push({ first, country })
}

function ipv6Text(address: bigint): string {
  return address
    .toString(16)
    .padStart(32, '0')
    .replace(/.{4}(?=.)/g, '$&:')
}
