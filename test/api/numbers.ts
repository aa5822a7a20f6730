import t from 'tap'
import { readNumber } from '../../src/api/numbers.js'

const odd = [
  '',
  ' ',
  'many',
  '0x10',
  '0b1',
  '1e2',
  '1e400',
  'Infinity',
  'NaN',
  '+5',
  '５',
  '٥',
  '1_000',
  '.5',
  '5.',
  '--5',
]

t.test('what a program writes is read as JSON reads it, without an exponent', async t => {
  for (const [text, number] of [
    ['0', 0],
    ['5', 5],
    ['-5', -5],
    ['1.25', 1.25],
    ['2000000000', 2_000_000_000],
  ] as const)
    t.equal(readNumber(text), number, text)
  for (const text of [...odd, ' 5 ', '5\n', '05', '1,000', '9'.repeat(400)])
    t.equal(readNumber(text), null, text)
})
