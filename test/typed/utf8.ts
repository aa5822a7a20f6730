import t from 'tap'
import { decodeUtf8, requireUtf8 } from '../../src/typed/utf8.js'

const lineOf = (bytes: Uint8Array): number => {
  try {
    requireUtf8(bytes)
    return 0
  } catch (error) {
    t.match(error, { code: 'invalid-encoding', status: 400 })
    return (error as { facts: { errors: { line: number }[] } }).facts.errors[0]?.line ?? 0
  }
}

t.test('a text is read without the mark at its start', async t => {
  t.equal(decodeUtf8(Buffer.from('\ufeffé 例 😀\ufeff')), 'é 例 😀\ufeff')
  t.equal(decodeUtf8(Buffer.from('')), '')
  t.equal(decodeUtf8(Buffer.from('\ufffd')), '\ufffd', 'the replacement character itself')
})

t.test('the line of the first wrong byte is found wherever it is', async t => {
  for (const end of ['\n', '\r', '\r\n']) {
    for (const line of ['', 'a', 'é', '例子😀'.repeat(5), 'x'.repeat(70)]) {
      for (let before = 0; before < 70; before++) {
        const good = Buffer.from((line + end).repeat(before))
        const bytes = Buffer.concat([good, Buffer.from([0xff, 0x0a, 0xff]), Buffer.from('rest\n'.repeat(50))])
        t.equal(lineOf(bytes), before + 1 || 1, `${before} lines of ${JSON.stringify(line + end)} before it`)
        t.equal(lineOf(good), 0)
      }
    }
  }
  t.equal(lineOf(Buffer.from([0x61, 0x0a, 0xe4, 0xbd])), 2, 'a character cut off')
})

t.test('NUL is a character of UTF-8', async t => {
  for (const text of ['\0', '\0'.repeat(100), '\0{"url":1}', '@\0me,2025-01-01,5', 'a\n\0\0b,2025-01-01'])
    t.equal(lineOf(Buffer.from(text)), 0, JSON.stringify(text.slice(0, 20)))
})

t.test('wide encodings have zeros at the start', async t => {
  t.equal(lineOf(Buffer.from('{}', 'utf16le')), 1)
  t.equal(lineOf(Buffer.from('{}', 'utf16le').swap16()), 1)
  t.equal(lineOf(Buffer.from([0, 0, 0, 0x7b])), 1)
  t.equal(lineOf(Buffer.from('{你":1,"long":"text"}', 'utf16le')), 1)
})
