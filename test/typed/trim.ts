import t from 'tap'
import { trim } from '../../src/typed/trim.js'

t.test('what cannot be seen goes from both ends', async t => {
  const unseen = [
    ...[' ', '\t', '\n', '\r\n', '\u00a0', '\u0085', '\u3000', '\u2028', '\u2007'],
    // Zero width: space, non-joiner, joiner, word joiner, byte order mark, soft hyphen.
    ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad'],
    // Marks of direction.
    ...['\u200e', '\u200f', '\u061c', '\u202a', '\u202c', '\u2066', '\u2069'],
    // Fillers and blanks that are letters or signs by their category.
    ...['\u3164', '\uffa0', '\u115f', '\u1160', '\u2800', '\u034f', '\u180e', '\u{e0001}', '\ufe0f'],
    // Controls of annotations, hieroglyphs, shorthand and music, a musical blank.
    ...['\ufff9', '\ufffa', '\ufffb', '\u{13430}', '\u{1343f}', '\u{1bca0}', '\u{1d173}', '\u{1d159}'],
    ...['\u0600', '\u06dd', '\u070f', '\u{110bd}', '\u1680', '\u202f', '\u2029', '\u206a', '\u{e007f}'],
  ]
  for (const one of unseen) {
    const name = [...one].map(sign => sign.codePointAt(0)?.toString(16)).join(' ')
    t.equal(trim(`${one}a b${one}`), 'a b', name)
    t.equal(trim(`${one} ${one}a ${one}${one}`), 'a', `${name} among blanks`)
    t.equal(trim(`${one}${one}`), '', `${name} alone`)
    t.equal(trim(`a${one}b`), `a${one}b`, `${name} in the middle`)
  }
  t.equal(trim(''), '')
  t.equal(trim('plain'), 'plain')
})

t.test('what belongs to the last character stays with it', async t => {
  for (const text of [
    '❤️',
    'I ❤️',
    '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}',
    '葛\u{e0100}',
    'e\u0301',
  ]) {
    t.equal(trim(` ${text}\u200b `), text)
  }
  t.equal(trim('a \ufe0f'), 'a', 'a selector after a blank selects nothing')
})

t.test('every format control, separator and ignorable character alone is nothing', async t => {
  const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code))
  const unseen = all.filter(sign => /[\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(sign))
  t.ok(unseen.length > 4000)
  t.same(
    unseen.filter(sign => trim(sign) !== '' && !/[\u202d\u202e]/.test(sign)),
    [],
  )
})

t.test('joiners inside of a text stay, of emoji and of scripts that join', async t => {
  for (const text of ['👩‍🚀', '👨‍👩‍👧‍👦 family', '🏳️‍🌈', 'می‌خواهم', 'क्‍ष', 'ක්‍ය', 'a\u2060b'])
    t.equal(trim(`\ufff9 ${text}\u{13430}`), text)
})

t.test('a mark that turns the text around is seen, and left for the checks to refuse', async t => {
  for (const override of ['\u202d', '\u202e']) {
    t.equal(trim(` ${override}live${override} `), `${override}live`)
  }
})

t.test('control characters that are no blanks are left for the checks to refuse', async t => {
  t.equal(trim(' \0a\u001b '), '\0a\u001b')
})

t.test('a megabyte of blanks', async t => {
  const blanks = ' \u200b'.repeat(500_000)
  t.equal(trim(blanks), '')
  t.equal(trim(`a${blanks}b${blanks}`).length, blanks.length + 2)
})
