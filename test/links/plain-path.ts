import t from 'tap'
import { plainAddress } from '../../src/links/plain-path.js'

/** What text leaves behind an address, as one may come upon it. */
const endings = [
  ...[
    '.',
    ',',
    ')',
    ']',
    '}',
    '>',
    '!',
    ':',
    ';',
    "'",
    '"',
    '`',
    '*',
    '~',
    '|',
    '\\',
    '^',
    '=',
    '&',
    '$',
    '%',
    '<',
  ],
  ...['…', '’', '‘', '”', '“', '„', '«', '»', '‹', '›', '–', '—', '·', '•', '′', '″', '¿', '¡', '§'],
  ...[
    '。',
    '、',
    '，',
    '．',
    '！',
    '：',
    '；',
    '）',
    '】',
    '」',
    '』',
    '〉',
    '》',
    '〕',
    '｣',
    '｡',
    '・',
    '～',
    '／',
    '＂',
    '＞',
  ],
  ...['،', '؛', '۔', '।', '։', '׃', '፡', '។'],
  ...[' ', '\t', '\n', '\r\n', '\0', '\u0085', '\u00a0', '\u2003', '\u202f', '\u3000', '\u2028', '\u1680'],
  ...[
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u202c',
    '\u2060',
    '\u2069',
    '\ufeff',
    '\u00ad',
    '\u034f',
  ],
  ...[
    '\ufe0f',
    '\ufe0e',
    '\u180e',
    '\u3164',
    '\u115f',
    '\u{e0100}',
    '\u{e0020}',
    '\u061c',
    '\ufffc',
    '\ufffd',
  ],
  ...['👇', '❤️', '👨‍👩‍👧', '→', '™'],
  ...[').', '),', '"),', '/', '//', '/).', './', ' …', '.\u200b', '\u200b.'],
]

t.test('cuts what is left at the end of an address, in every encoding', async t => {
  for (const ending of endings) {
    const encoded = encodeURIComponent(ending)
    t.equal(plainAddress(`/slug${encoded}`), '/slug', encoded)
    t.equal(plainAddress(`/slug${encoded.toLowerCase()}?a=1`), '/slug?a=1', `${encoded} before a query`)
    t.equal(plainAddress(`/slug+${encoded}`), '/slug+', `${encoded} behind a preview`)
    t.equal(
      plainAddress(`/@me@example.social${encoded}`),
      '/@me@example.social',
      `${encoded} behind a handle`,
    )
    if (ending === '%') continue
    const raw = Buffer.from(ending).toString('latin1')
    t.equal(plainAddress(`/slug${raw}`), '/slug', `${encoded} as raw bytes`)
  }
})

t.test('cuts what is only half there', async t => {
  for (const rest of ['%', '%2', '%E2', '%E2%80', '%E2%80%', '%E2%80%8', '%FF', '\xe2\x80', '%ED%A0%BD'])
    t.equal(plainAddress(`/slug${rest}`), '/slug', rest)
})

t.test('letters, digits and what a slug may end with stay', async t => {
  for (const rest of [
    '',
    '\xc3\xa9',
    '%C3%A9',
    '%E3%81%A7%E3%81%99',
    '_',
    '-',
    '.-',
    '%D9%A1',
    '.x',
    '/x',
    '+',
    '%zz',
  ])
    t.notMatch(plainAddress(`/slug${rest}`) ?? 'as it is', /^\/slug(\?|$)/, rest)
})

t.test('what is plain is null', async t => {
  for (const address of [
    '/',
    '//',
    '/slug',
    '/slug+',
    '/slug?x=.',
    '/slug#.',
    '/@me.bsky.social',
    '/a/b',
    '/).',
    '',
    '/%C3%A9',
  ])
    t.equal(plainAddress(address), null, address)
})

t.test('what is made plain is plain', async t => {
  for (const path of [
    '/a%2Fb.',
    '/a%3Fb)',
    '/a%23b',
    '/%40me',
    '/a%25b',
    '/a%zzb',
    '/é',
    '/a%0Db',
    '//a//b//',
    '/a\\b',
    '/ab+.',
    '/@me+',
  ]) {
    const plain = plainAddress(path) ?? path
    t.match(plain, /^\/[^/?#]/, path)
    t.equal(plainAddress(plain), null, `${path} → ${plain}`)
  }
})

t.test('an address of nothing but such signs costs next to nothing', async t => {
  const signs = `/${'.'.repeat(16_000)}x`
  t.equal(plainAddress(`${signs}.`), signs)
})
