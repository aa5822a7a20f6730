import t from 'tap'
import { wrap, writable } from '../../../src/dashboard/card/text.js'

t.test('keeps what the font can write', async t => {
  t.equal(writable('Einfluß, влияние & επιρροή'), 'Einfluß, влияние & επιρροή')
  t.equal(writable('א ب'), 'א ب')
  t.equal(writable('  two\n lines '), 'two lines')
})

t.test('drops emoji, other scripts, stacks of marks and control characters', async t => {
  t.equal(writable('a 👍🏽 影響 b'), 'a b')
  t.equal(writable(`Z\u0300\u0301\u0302${'\u0489'.repeat(50)}algo`), 'Zalgo')
  t.equal(writable('\u202egnp.exe\u2066\0\x1b\ud800'), 'gnp.exe')
})

t.test('breaks between words, and cuts what is too much', async t => {
  t.strictSame(wrap('one two three four', 6, 4), ['one two', 'three four'])
  t.strictSame(wrap('one two three four', 6, 1), ['one two…'])
  t.strictSame(wrap('', 6, 2), [''])
  const [line = '', ...more] = wrap('x'.repeat(10_000), 30, 2)
  t.strictSame(more, [])
  t.match(line, /^x{40,60}…$/)
})
