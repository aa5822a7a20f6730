import { readFile } from 'node:fs/promises'
import { CannotStart } from '../errors.js'
import { packageFile } from '../package.js'
import type { Address } from './address.js'
import { type AddressFacts, factCount, factsOf } from './address-table/facts.js'
import { decodeTable, type Ranges } from './address-table/table.js'

/** What is known of an address; of what is none, nothing. */
export type FindFacts = (address: Address) => AddressFacts

/**
 * Loads the table of addresses (5 MB of memory). A lookup takes about 0.1 microseconds and makes no
 * objects, and no address is kept. Throws CannotStart if the build is missing.
 */
export async function openAddressFacts(file = packageFile('dist/addresses.bin')): Promise<FindFacts> {
  const table = decodeTable(await readTable(file))
  const [ipv4, ipv6] = [finder(table.ipv4), finder(table.ipv6)]
  const facts = Array.from({ length: factCount }, (_, number) => factsOf(number))
  const none = factsOf(0)
  return ({ network, family }) => {
    if (family === null) return none
    const found =
      family === 4 ? ipv4(ipv4Number(network), 0) : ipv6(hexNumber(network, 0), hexNumber(network, 8))
    return facts[found] ?? none
  }
}

async function readTable(file: URL): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new CannotStart('The table of addresses is not built yet: run "npm run build".', { cause })
  }
}

/** Finds the number of the facts of the range that two times 32 bits are in. */
function finder({ uppers, lowers, facts }: Ranges): (upper: number, lower: number) => number {
  // How many ranges begin before each first 16 bits: few are left to search.
  const before = new Uint32Array(0x1_0001)
  for (const upper of uppers) before[(upper >>> 16) + 1] = (before[(upper >>> 16) + 1] ?? 0) + 1
  for (let index = 1; index < before.length; index++)
    before[index] = (before[index] ?? 0) + (before[index - 1] ?? 0)

  return (upper, lower) => {
    let from = before[upper >>> 16] ?? 0
    let to = before[(upper >>> 16) + 1] ?? 0
    while (from < to) {
      const middle = (from + to) >>> 1
      const start = uppers[middle] ?? 0
      if (start < upper || (start === upper && (lowers[middle] ?? 0) <= lower)) from = middle + 1
      else to = middle
    }
    return facts[from - 1] ?? 0
  }
}

function ipv4Number(text: string): number {
  let number = 0
  let part = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 46) {
      number = number * 256 + part
      part = 0
    } else part = part * 10 + code - 48
  }
  return number * 256 + part
}

/** Of the 8 hex digits from `start` on. */
function hexNumber(text: string, start: number): number {
  let number = 0
  for (let index = start; index < start + 8; index++) {
    const code = text.charCodeAt(index)
    number = number * 16 + code - (code < 97 ? 48 : 87)
  }
  return number
}
