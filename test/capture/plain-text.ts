import t from 'tap'
import { plainText } from '../../src/capture/plain-text.js'

t.test('text is cut and freed of control characters', async t => {
  t.equal(plainText('Mozilla/5.0 (X11)', 100), 'Mozilla/5.0 (X11)')
  t.equal(plainText('abcdef', 3), 'abc')
  t.equal(plainText('a\0b\x1b[31m\x7fc\td', 100), 'ab[31mcd')
  t.equal(plainText('Größe ✓', 100), 'Größe ✓')
  t.equal(plainText('✓ a', 100), '✓ a')
})

t.test('nothing stays nothing', async t => {
  t.equal(plainText(undefined, 10), null)
  t.equal(plainText('', 10), null)
  t.equal(plainText('\0\x01', 10), null)
  t.equal(plainText(['a', 'b'], 10), null)
})

t.test('what is UTF-8 is read as UTF-8, what is not stays as it is', async t => {
  const sent = (text: string) => Buffer.from(text).toString('latin1')
  t.equal(plainText(sent('Näver/1 日本'), 100), 'Näver/1 日本')
  t.equal(plainText('caf\xe9', 100), 'café', 'Latin-1')
  t.equal(plainText('\xff\xfe\0a', 100), 'ÿþa')
  t.equal(plainText(sent('a😀'), 2), 'a', 'never half a character')
  t.equal(plainText(sent('😀a😀'), 5), '😀a😀')
})
