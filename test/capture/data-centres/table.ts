import t from 'tap'
import { decodeTable, encodeTable } from '../../../src/capture/data-centres/table.js'

t.test('a table is read as it was written', async t => {
  const table = decodeTable(encodeTable([1n, 0xffff_ffffn], [0x2a01_04f8_0000_0000n, 0x2a01_04f8_ffff_ffffn]))
  t.strictSame([...table.ipv4], [0, 1, 0, 0xffff_ffff])
  t.strictSame([...table.ipv6], [0x2a01_04f8, 0, 0x2a01_04f8, 0xffff_ffff])
})

t.test('an empty table is one', async t => {
  const table = decodeTable(encodeTable([], []))
  t.strictSame([...table.ipv4, ...table.ipv6], [])
})

t.test('a number too large for the table is an error', async t => {
  t.throws(() => encodeTable([], [1n << 64n]), { code: 'ERR_OUT_OF_RANGE' })
})
