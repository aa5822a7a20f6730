import t from 'tap'
import { searchedTexts, searchText } from '../../src/links/search-text.js'

/** Whether what was typed into a search finds a link with this target, stored as it would be. */
const finds = (typed: string, url: string, title: string | null = null, notes: string | null = null) => {
  const text = searchText({ slug: 'aBc', url: new URL(url).href, title, notes })
  return searchedTexts(typed).some(part => text.includes(part))
}

t.test('an address is found as it was typed, and as it is stored, whole or in part', async t => {
  const typed: [url: string, searches: string[]][] = [
    [
      'https://例子.com/產品?名=值#上',
      [
        ...[
          'https://例子.com/產品?名=值#上',
          '例子.com',
          '例',
          '產品',
          '品?名',
          '名=值',
          '#上',
          '例子.com/產',
          'HTTPS://例子.COM',
        ],
        ...[
          'xn--fsqu00a.com',
          'xn--fsqu',
          '%E7%94%A2%E5%93%81',
          '%e7%94%a2',
          'xn--fsqu00a.com/產品',
          '例子。com',
        ],
      ],
    ],
    [
      'https://www.münchen-stadt.de/Grüße',
      [
        ...[
          'münchen',
          'MÜNCHEN',
          'mu\u0308nchen',
          'Mu\u0308nchen-Stadt.de',
          'grüße',
          'GRÜSSE',
          'gru\u0308sse',
          'Gr%C3%BC',
        ],
        ...['www.münchen-stadt.de/Grüße', 'xn--mnchen-stadt-dlb.de', 'ＭＵ\u0308ＮＣＨＥＮ'],
      ],
    ],
    [
      'https://mu\u0308nchen.de/u\u0308ber',
      ['münchen.de/über', 'ÜBER', 'u\u0308ber', '%C3%BC', 'u%CC%88ber'],
    ],
    ['https://пример.рф/Путь', ['ПРИМЕР', 'пример.рф/путь', 'xn--e1afmkfd.xn--p1ai']],
    ['https://faß.de/', ['faß', 'FASS.de', 'xn--fa-hia']],
    ['https://ΟΔΌΣ.gr/Οδός', ['οδός', 'ΟΔΌΣ', 'οδόσ']],
    ['https://example.com./x', ['example.com./x', 'Example.COM.']],
    [
      'http://EXAMPLE.com:80/a/../b c?d=1',
      ['http://example.com:80/a/../b c?d=1', 'http://example.com/b', 'b%20c', 'b c?D=1'],
    ],
    [
      'https://example.com:443',
      ['example.com:443', 'https://example.com', 'example.com/', 'https://example.com:443/'],
    ],
    ['https://example.com/a?b=%ff', ['%FF', 'a?b=']],
  ]
  for (const [url, searches] of typed)
    for (const search of searches) t.ok(finds(search, url), `${search} in ${url}`)
})

t.test('titles and slugs are found without case, in any form of their letters', async t => {
  const title = 'I\u0307stanbul: Cafe\u0301 soft\u00adhyphen ＷＩＤＥ ﬁne ❤️ STRASSE'
  for (const search of [
    'istanbul',
    'İSTANBUL',
    'ISTANBUL',
    'café',
    'CAFE\u0301',
    'softhyphen',
    'wide',
    'fine',
    '❤ straße',
    'ABC',
  ]) {
    t.ok(finds(search, 'https://example.com/', title), search)
  }
})

t.test('what is not there is not found', async t => {
  for (const search of ['munchen', 'abc https', 'example.org', 'z', 'xn--', '%C3%BC']) {
    t.notOk(finds(search, 'https://example.com/', 'A name'), search)
  }
  t.notOk(finds('abchttps', 'https://example.com/'), 'nothing goes from one line into the next')
  t.strictSame(searchedTexts('\u200b'), [])
  t.ok(finds('ASK ANN', 'https://example.com/', null, 'Two lines:\nask Ann.'), 'notes are searched, too')
})

t.test('a database can store it, whatever is encoded', async t => {
  const text = searchText({ slug: 'abc', url: 'https://example.com/%00%0a%07x', title: null, notes: null })
  t.match(text, /^abc\n[^\p{Cc}]*\n[^\p{Cc}]*x$/u)
})
