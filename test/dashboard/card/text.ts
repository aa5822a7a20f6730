import t from 'tap'
import { clip, fit, pieces, widthOf, writable, writableOr } from '../../../src/dashboard/card/text.js'

t.test('keeps what the fonts can write', async t => {
  t.equal(writable('Einfluß, влияние & επιρροή'), 'Einfluß, влияние & επιρροή')
  t.equal(writable('א ب'), 'א ب')
  t.equal(writable('影響、クリック'), '影響、クリック')
  for (const emoji of ['👍🏽', '👩‍👩‍👧', '🇯🇵', '❤️', '1️⃣']) t.equal(writable(`a ${emoji} b`), `a ${emoji} b`)
  t.equal(writable('  two\n lines '), 'two lines')
})

t.test('drops what they lack, stacks of marks and control characters', async t => {
  t.equal(writable('a 한국어 ไทย b'), 'a b')
  t.equal(writable(`Z\u0300\u0301\u0302${'\u0489'.repeat(50)}algo`), 'Zalgo')
  t.equal(writable('\u202egnp.exe\u2066\0\x1b\ud800'), 'gnp.exe')
  t.equal(writable(`a ${'👩\u200d'.repeat(40)}👩 b`), 'a b')
})

t.test('a name that the fonts cannot write gives way to the handle, and is never half of itself', async t => {
  for (const name of ['김철수', 'สมชาย', 'नेहा शर्मा', '简体中文', 'မြန်မာ', '김철수 K.'])
    t.equal(writableOr(name, '@me'), '@me', name)
  t.equal(writableOr('김철수 Kim', '@me'), 'Kim')
  t.equal(writableOr('한국어 from A to Z', '@me'), 'from A to Z')
  t.equal(writableOr('影響', '@me'), '影響')
  t.equal(writableOr('🎉🎉', '@me'), '🎉🎉')
  t.equal(writableOr('ไทย', ''), '')
})

t.test('each piece has one font, and begins where the one before ends', async t => {
  const [latin, japanese, emoji, ...more] = pieces('first 影響 🎉')
  t.strictSame(more, [])
  t.match(latin, { text: 'first', family: 'DejaVu Sans', x: 0 })
  t.match(japanese, { text: '影響', family: 'BIZ UDPGothic', x: widthOf('first ') })
  t.match(emoji, { text: '🎉', family: 'Noto Emoji', x: widthOf('first 影響 ') })
  t.strictSame(
    pieces('مرحبا 🎉').map(({ text }) => text),
    ['🎉', 'مرحبا'],
    'from right to left',
  )
})

t.test('widths are those of the fonts', async t => {
  t.equal(widthOf('影'), 1)
  t.ok(widthOf('i') < widthOf('m'))
  t.ok(widthOf('m') < widthOf('m', true))
})

t.test('breaks between words, in the largest size that fits', async t => {
  const box = { width: 10 * widthOf('one two'), height: 30 }
  t.strictSame(fit('one two three four', box, [10]).lines, ['one two', 'three', 'four'])
  t.strictSame(fit('one two', { ...box, height: 20 }, [12, 10]), { size: 10, lines: ['one two'] })
  t.strictSame(fit('', box, [10]).lines, [''])
})

t.test('a text without spaces breaks anywhere, but not before its marks', async t => {
  const { lines } = fit('影響影響。影響', { width: 40, height: 100 }, [10])
  t.strictSame(lines, ['影響影', '響。影響'])
})

t.test('what does not fit gets more lines, and nothing of it is lost', async t => {
  const word = 'x'.repeat(500)
  const { lines } = fit(`a ${word} b`, { width: 300, height: 20 }, [20, 10])
  t.equal(lines.join('').replaceAll(' ', ''), `a${word}b`)
  t.ok(lines.every(line => widthOf(line) * 10 <= 300))
})

t.test('a title is cut', async t => {
  t.equal(clip('short', 10), 'short')
  t.match(clip('x'.repeat(10_000), 30), /^x{40,60}…$/)
  t.equal(clip('影'.repeat(100), 6), `${'影'.repeat(5)}…`)
})
