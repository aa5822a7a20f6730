import t from 'tap'
import { plainText } from '../../src/capture/plain-text.js'

t.test('text is cut and freed of control characters', async t => {
  t.equal(plainText('Mozilla/5.0 (X11)', 100), 'Mozilla/5.0 (X11)')
  t.equal(plainText('abcdef', 3), 'abc')
  t.equal(plainText('a\0b\x1b[31m\x7fc\td', 100), 'ab[31mcd')
  t.equal(plainText('Größe ✓', 100), 'Größe ✓')
})

t.test('nothing stays nothing', async t => {
  t.equal(plainText(undefined, 10), null)
  t.equal(plainText('', 10), null)
  t.equal(plainText('\0\x01', 10), null)
  t.equal(plainText(['a', 'b'], 10), null)
})
