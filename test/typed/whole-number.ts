import t from 'tap'
import { typedWholeNumber } from '../../src/typed/whole-number.js'

t.test('a number is read in the notation of any country', async t => {
  for (const [text, number] of [
    ['0', 0],
    ['500', 500],
    [' 500 ', 500],
    ['007', 7],
    ['-5', -5],
    ['2000000000', 2_000_000_000],
    ['\u200b10,000\ufeff', 10_000],
    ['10,000', 10_000],
    ['10.000', 10_000],
    ['1.000.000', 1_000_000],
    ['10 000', 10_000],
    ['10\u00a0000', 10_000],
    ['10\u2009000', 10_000],
    ['10\u202f000', 10_000],
    ["1'000'000", 1_000_000],
    ['1’000', 1000],
    ['1_000', 1000],
    ['５００', 500],
    ['１，０００', 1000],
    ['٥٠٠', 500],
    ['٣٬٠٠٠', 3000],
    ['۱۲۳', 123],
    ['१२', 12],
  ] as const)
    t.equal(typedWholeNumber(text), number, text)
})

t.test('anything else, or what could mean two numbers, is no whole number', async t => {
  for (const text of [
    ...['', ' ', 'many', '0x10', '0b1', '1e2', '1e400', 'Infinity', 'NaN', '+5', '.5', '5.', '--5', ',500'],
    ...['1.5', '1,5', '1,0000', '10,00', '1,00,000', '1,000 000', '1.000,000', '1,000,00', '1,,000', '0.500'],
    ...[
      '000,500',
      '-1,000',
      '1\n000',
      '1;000',
      '500k',
      '①',
      '10²',
      '五百',
      '9'.repeat(400),
      '1'.repeat(1_000_000),
    ],
  ])
    t.equal(typedWholeNumber(text), null, text.slice(0, 20))
})

t.test('every digit of every script has its value', async t => {
  let seen = 0
  for (let code = 0; code < 0x20000; code++) {
    const digit = String.fromCodePoint(code)
    if (!/\p{Nd}/u.test(digit)) continue
    // Each script has ten, and their order is that of their values.
    t.equal(typedWholeNumber(digit), seen % 10, code.toString(16))
    seen++
  }
  t.ok(seen > 300)
})
