import t from 'tap'
import { readRanges } from '../../../src/capture/address-table/csv.js'

t.test('the ranges of the networks asked for are read, whatever their names contain', async t => {
  const csv = [
    '16777216,16777471,13335,"Cloudflare, Inc."',
    '16778240,16779263,16509,"1,2,16509,x ""y"""',
    '42540488161975842760550356425300246528,42540488241204005274814694018844196863,16509,A',
    '5,6,165090,B',
    '7,8,24940,Hetzner',
  ].join('\n')
  t.strictSame(
    readRanges(csv, new Set([16509, 24940, 1])),
    new Map([
      [
        16509,
        [
          { first: 16778240n, last: 16779263n },
          { first: 42540488161975842760550356425300246528n, last: 42540488241204005274814694018844196863n },
        ],
      ],
      [24940, [{ first: 7n, last: 8n }]],
      [1, []],
    ]),
  )
})
