import t from 'tap'
import { plainAddress, readableAddress } from '../../src/links/plain-path.js'

/** What text leaves behind an address, as people come across it. */
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

t.test('cuts what stands before a name, too, and what cannot be seen in it', async t => {
  const before = [
    '“',
    '„',
    '‘',
    '«',
    '»',
    '‹',
    '(',
    '[',
    '{',
    '<',
    '>',
    '"',
    "'",
    '`',
    '*',
    '「',
    '『',
    '（',
    '【',
    '¿',
    '→',
    '👉 ',
  ]
  const unseen = [
    '\u200b',
    '\u200e',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u3164',
    '\ufe0f',
    '\u202a',
    '\0',
    '\u2800',
  ]
  const blanks = [' ', '\t', '\n', '\u00a0', '\u3000', '\u2028']
  for (const text of [...before, ...unseen, ...blanks, '“(', '\u200b “']) {
    const encoded = encodeURIComponent(text)
    t.equal(plainAddress(`/${encoded}slug`), '/slug', encoded)
    t.equal(plainAddress(`/${encoded}-slug_?a=1`), '/-slug_?a=1', `${encoded} before a query`)
    t.equal(plainAddress(`/${encoded}slug+`), '/slug+', `${encoded} before a preview`)
    t.equal(plainAddress(`/${encoded}@me.social`), '/@me.social', `${encoded} before a handle`)
    t.equal(plainAddress(`/embed/${encoded}@me`), '/embed/@me', `${encoded} before a part`)
    t.equal(plainAddress(`/badge/${encoded}slug${encoded}.SVG`), '/badge/slug.svg', `${encoded} in a file`)
  }
  for (const text of unseen)
    t.equal(plainAddress(`/sl${encodeURIComponent(text)}ug`), '/slug', encodeURIComponent(text))
  t.equal(plainAddress('/%EF%BC%A0me'), '/@me', 'an @ of another width is no other name')
  for (const path of ['/.env', '/.git/config', '/~root', '/$slug', '/@vite', '/_next', '/-x-'])
    t.equal(plainAddress(path), null, `${path} is a name of its own`)
})

t.test('cuts a word that grew on a name, and the text that follows it', async t => {
  for (const rest of [
    "'s",
    '’s',
    '’S.',
    'ʼs)',
    "'s's",
    '.’s',
    ' is it',
    '\nand',
    '">x</a>',
    '<br>',
    '. Then.',
    '’s “own',
  ])
    t.equal(plainAddress(`/slug${encodeURIComponent(rest)}`), '/slug', rest)
  for (const rest of ['s', '’t', 'です', '.s'])
    t.not(plainAddress(`/slug${encodeURIComponent(rest)}`), '/slug', rest)
  t.equal(plainAddress('/app/lists/our%20friends.'), '/app/lists/our%20friends', 'a list may have blanks')
})

t.test('extensions are in lower case, and what stands behind them goes', async t => {
  for (const end of [
    '.SVG',
    '.Svg)',
    '.svg.',
    '.svg/',
    '.svg/)',
    '.svg%E2%80%8B',
    '.svg&',
    '.svg;x',
    '.svg%20"',
    '..svg.',
  ])
    t.equal(plainAddress(`/badge/slug${end}`), '/badge/slug.svg', end)
  t.equal(plainAddress('/badge/@me.social.JSON?x=Y'), '/badge/@me.social.json?x=Y')
  t.equal(plainAddress('/badge/slug.svg&style=flat'), '/badge/slug.svg?style=flat')
})

t.test('a readable address is validly encoded, and nothing else about it changes', async t => {
  t.equal(readableAddress('/badge/%FF.svg?x=%'), '/badge/%EF%BF%BD.svg?x=%')
  t.equal(readableAddress('/slug%'), '/slug%25')
  t.equal(readableAddress('/%zz/a'), '/%25zz/a')
  t.equal(readableAddress('/\xc3\xa9'), '/%C3%A9')
  for (const address of ['/slug', '/%C3%A9', '/a%25?x=%', '/'])
    t.equal(readableAddress(address), null, address)
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

/** Every three of some signs, around a name. */
const some = ['a', '.', '“', '%20', '&', "'s", '%3F', '/', '@', '.svg', '+', '%', '\\', '%2526', '%C3']
const mixtures = some.flatMap(one =>
  some.flatMap(two => some.flatMap(three => [`/${one}${two}xyz${three}`, `/${one}xyz${two}${three}`])),
)

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
    ...mixtures,
  ]) {
    const plain = plainAddress(path) ?? path
    t.match(plain, /^\/[^/?#]/, path)
    t.equal(plainAddress(plain), null, `${path} → ${plain}`)
  }
})

t.test('an address of nothing but such signs costs next to nothing', async t => {
  const signs = `/${'.'.repeat(16_000)}x`
  t.equal(plainAddress(`${signs}.`), signs)
  const began = performance.now()
  for (const sign of [
    '(',
    "'s",
    "('s.",
    '&',
    ';a',
    '%3F',
    '%20',
    'a ',
    '.svg',
    '/.',
    '%E2%80%8B',
    '%',
    '+',
    'a',
    'a/',
  ])
    plainAddress(`/${sign.repeat(16_000 / sign.length)}.`)
  t.ok(performance.now() - began < 1_000)
})
