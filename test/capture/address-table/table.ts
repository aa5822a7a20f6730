import t from 'tap'
import { decodeTable, encodeTable, type Ranges } from '../../../src/capture/address-table/table.js'

const lists = ({ uppers, lowers, facts }: Ranges) => [[...uppers], [...lowers], [...facts]]

t.test('a table is read as it was written', async t => {
  const bytes = encodeTable(
    [
      { first: 0n, fact: 0 },
      { first: 0xffff_ffffn, fact: 1353 },
    ],
    [
      { first: 0n, fact: 7 },
      { first: 0x2a01_04f8_0000_0000n, fact: 8 },
      { first: 0x2a01_04f8_ffff_fffen, fact: 65_535 },
    ],
  )
  // Wherever its bytes lie in memory.
  const table = decodeTable(Buffer.concat([Buffer.alloc(1), bytes]).subarray(1))
  t.strictSame(lists(table.ipv4), [[0, 0xffff_ffff], [], [0, 1353]])
  t.strictSame(lists(table.ipv6), [
    [0, 0x2a01_04f8, 0x2a01_04f8],
    [0, 0, 0xffff_fffe],
    [7, 8, 65_535],
  ])
})

t.test('an empty table is one', async t => {
  const table = decodeTable(encodeTable([], []))
  t.strictSame(
    [lists(table.ipv4), lists(table.ipv6)],
    [
      [[], [], []],
      [[], [], []],
    ],
  )
})

t.test('a number too large for the table is an error', async t => {
  const code = 'ERR_OUT_OF_RANGE'
  t.throws(() => encodeTable([{ first: 1n << 32n, fact: 0 }], []), { code })
  t.throws(() => encodeTable([], [{ first: 1n << 64n, fact: 0 }]), { code })
  t.throws(() => encodeTable([{ first: 0n, fact: 65_536 }], []), { code })
})
