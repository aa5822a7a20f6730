import t from 'tap'
import { readFile } from '../../src/imports/read-file.js'

const own = { baseUrl: 'https://sho.rt', host: '0.0.0.0', port: 3000 }
const now = new Date('2026-06-01T00:00:00Z')
const read = (text: string | Uint8Array) => readFile(Buffer.from(text as string), { config: own, now })

/** What a reader found, in short. */
async function found(text: string) {
  const { source, links, problems } = await read(text)
  t.strictSame(problems, [])
  return {
    source: source.name,
    links: links.map(({ slug, url, wish: { imported, createdAt, expiresAt, ...wish } }) => ({
      slug,
      url,
      ...wish,
      ...(createdAt && { createdAt: createdAt.toISOString() }),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      clicks: imported?.clicks,
    })),
  }
}

const made = '2020-01-02T03:04:05.000Z'
const link = { slug: 'launch', url: 'https://example.com/a', tags: [] as string[], enabled: true }

/** A small file of each kind, and the link in it. */
const files: Record<string, [text: string, source: string, expected: object]> = {
  'Shlink, CSV of the web client': [
    'createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits\n' +
      '2020-01-02T04:04:05+01:00,,launch,https://s.test/launch,https://example.com/a,"A, B",one|two,42\n',
    'Shlink',
    { ...link, title: 'A, B', tags: ['one', 'two'], createdAt: made, clicks: 42 },
  ],
  'YOURLS, Import-Export': [
    'source,target,hits\r\n/launch/,https://example.com/a,42\r\n',
    'YOURLS',
    { ...link, clicks: 42 },
  ],
  'YOURLS, database': [
    'keyword,url,title,timestamp,ip,clicks\nlaunch,https://example.com/a,A,2020-01-02 03:04:05,192.0.2.1,42\n',
    'YOURLS',
    { ...link, title: 'A', createdAt: made, clicks: 42 },
  ],
  'YOURLS, database with marks of empty cells': [
    'keyword,url,title,timestamp,ip,clicks\n"launch","https://example.com/a","NULL","2020-01-02 03:04:05","192.0.2.1",\\N\n',
    'YOURLS',
    { ...link, createdAt: made, clicks: null },
  ],
  'Bitly, CSV of late': [
    'Bitlink,Long URL,Total Engagements\nbit.ly/launch,https://example.com/a,42\n',
    'Bitly',
    { ...link, clicks: 42 },
  ],
  'Bitly, CSV': [
    'Bitlink,Long URL,Title,Tags,Created,Total Clicks\nbit.ly/launch,https://example.com/a,A,"one,two",2020-01-02,"1,042"\n',
    'Bitly',
    { ...link, title: 'A', tags: ['one', 'two'], createdAt: '2020-01-02T00:00:00.000Z', clicks: 1042 },
  ],
  'Bitly, an answer of the API': [
    '{"links": [{"id": "bit.ly/launch", "link": "https://bit.ly/launch", "custom_bitlinks": [], "long_url": ' +
      '"https://example.com/a", "title": "A", "tags": ["one"], "created_at": "2020-01-02T03:04:05+0000", ' +
      '"deeplinks": [{"guid": "x"}]}], "pagination": {"next": ""}}',
    'Bitly',
    { ...link, title: 'A', tags: ['one'], createdAt: made, clicks: null },
  ],
  'Dub, CSV': [
    'Short link,Destination URL,Clicks,Created at,Tags,Archived,Link ID\n' +
      'https://dub.sh/launch,https://example.com/a,42,2020-01-02T03:04:05.000Z,"one, two",No,link_1\n',
    'Dub',
    { ...link, tags: ['one', 'two'], createdAt: made, clicks: 42 },
  ],
  'Short.io, an answer of the API': [
    '{"links": [{"originalURL": "https://example.com/a", "DomainId": 1, "archived": false, "password": null, "expiresAt": null, ' +
      '"createdAt": "2020-01-02T03:04:05.000Z", "tags": ["one"], "path": "launch", "idString": "lnk_1", "title": "A", ' +
      '"shortURL": "http://go.example/launch", "secureShortURL": "https://go.example/launch"}], "nextPageToken": null}',
    'Short.io',
    { ...link, title: 'A', tags: ['one'], createdAt: made, clicks: null },
  ],
  'TinyURL, an answer of the API': [
    '{"data": [{"domain": "tinyurl.com", "alias": "launch", "deleted": false, "archived": false, "tags": ["one"], ' +
      '"tiny_url": "https://tinyurl.com/launch", "created_at": "2020-01-02T03:04:05+00:00", "expires_at": null, ' +
      '"url": "https://example.com/a"}], "code": 0, "errors": []}',
    'TinyURL',
    { ...link, tags: ['one'], createdAt: made, clicks: null },
  ],
  'Kutt, an answer of the API': [
    '{"limit": 10, "skip": 0, "total": 1, "data": [{"id": "x", "address": "launch", "target": "https://example.com/a", ' +
      '"description": "A", "created_at": "2020-01-02T03:04:05.000Z", "expire_in": "2030-01-02T03:04:05.000Z", ' +
      '"visit_count": 42, "password": false, "banned": true}]}',
    'Kutt',
    {
      ...link,
      title: 'A',
      createdAt: made,
      expiresAt: '2030-01-02T03:04:05.000Z',
      clicks: 42,
      enabled: false,
    },
  ],
  'Sink, JSON': [
    '{"version": "1.0", "count": 1, "links": [{"url": "https://example.com/a", "slug": "launch", "comment": "A", ' +
      '"expiration": 1893553445, "tags": ["one"], "createdAt": 1577934245}]}',
    'Sink',
    {
      ...link,
      title: 'A',
      tags: ['one'],
      createdAt: made,
      expiresAt: '2030-01-02T03:04:05.000Z',
      clicks: null,
    },
  ],
  'Chhoto, /api/all': [
    '[{"shortlink": "launch", "longlink": "https://example.com/a", "hits": 42, "expiry_time": 0, "notes": ""}]',
    'Chhoto',
    { ...link, clicks: 42 },
  ],
  'Polr, links': [
    'short_url,long_url,ip,creator,clicks,secret_key,is_disabled,created_at\n' +
      'launch,https://example.com/a,192.0.2.1,me,42,,1,2020-01-02 03:04:05\n',
    'Polr',
    { ...link, createdAt: made, clicks: 42, enabled: false },
  ],
  'Polr, the whole table': [
    'id,short_url,long_url,ip,creator,clicks,secret_key,is_disabled,is_custom,is_api,created_at,updated_at\n' +
      '7,launch,https://example.com/a,192.0.2.1,me,42,,0,1,0,2020-01-02 03:04:05,2020-01-02 03:04:05\n',
    'Polr',
    { ...link, createdAt: made, clicks: 42 },
  ],
  'YOURLS, an answer of the API': [
    '{"links": {"link_1": {"shorturl": "https://sho.test/launch", "url": "https://example.com/a", "title": "A", ' +
      '"timestamp": "2020-01-02 03:04:05", "ip": "192.0.2.1", "clicks": "42"}}, ' +
      '"stats": {"total_links": "1", "total_clicks": "42"}, "statusCode": 200, "message": "success"}',
    'YOURLS',
    { ...link, title: 'A', createdAt: made, clicks: 42 },
  ],
  'Rebrandly, JSON': [
    '[{"id": "x", "slashtag": "launch", "destination": "https://example.com/a", "title": "A", "domain": {"id": "y"}, ' +
      '"createdAt": "2020-01-02T03:04:05.000Z", "clicks": 42}]',
    'Rebrandly',
    { ...link, title: 'A', createdAt: made, clicks: 42 },
  ],
  'Rebrandly, CSV': [
    'Domain,Slashtag,Destination,Title,Clicks\nrebrand.ly,launch,https://example.com/a,A,42\n',
    'Rebrandly',
    { ...link, title: 'A', clicks: 42 },
  ],
  'a table with whole addresses': [
    'Title,Long URL,Short URL,Created,Tags,Clicks\nA,https://example.com/a,sho.test/launch,2020-01-02T03:04:05Z,one,42\n',
    'another shortener',
    { ...link, title: 'A', tags: ['one'], createdAt: made, clicks: 42 },
  ],
  'a table with a back-half': [
    'Back-half,Destination\nlaunch,https://example.com/a\n',
    'another shortener',
    { ...link, clicks: null },
  ],
  'a table of anybody': [
    'URL,Slug\nhttps://example.com/a,launch\n',
    'another shortener',
    { ...link, clicks: null },
  ],
}

for (const [name, [text, source, expected]] of Object.entries(files)) {
  t.test(name, async t => t.strictSame(await found(text), { source, links: [expected] }))
}

t.test('every notation of a table is the same table', async t => {
  const expected = await found(
    'Short link,Destination URL\ndub.sh/one,https://e.test/1\ndub.sh/two,https://e.test/2',
  )
  const notations = {
    'with a mark':
      '\ufeffShort link,Destination URL\ndub.sh/one,https://e.test/1\ndub.sh/two,https://e.test/2\n',
    'mixed line ends':
      'Short link,Destination URL\r\ndub.sh/one,https://e.test/1\rdub.sh/two,https://e.test/2\n',
    'old Mac lines': 'Short link,Destination URL\rdub.sh/one,https://e.test/1\rdub.sh/two,https://e.test/2',
    'sep=;':
      'sep=;\r\nShort link;Destination URL\r\ndub.sh/one;https://e.test/1\r\ndub.sh/two;https://e.test/2',
    'blank lines':
      '\n \r\n\nShort link,Destination URL\n\ndub.sh/one,https://e.test/1\n\n\ndub.sh/two,https://e.test/2\n\n',
    'tabs, and a comma in the header':
      'short_link\tDESTINATION  URL\tnote, or none\ndub.sh/one\thttps://e.test/1\ta,b\ndub.sh/two\thttps://e.test/2\t',
    quoted:
      '"Short link";"Destination URL"\n"dub.sh/one";"https://e.test/1"\n"dub.sh/two";"https://e.test/2"',
  }
  for (const [name, text] of Object.entries(notations)) t.strictSame(await found(text), expected, name)
})

t.test('answers of an API follow each other, or stand in a list', async t => {
  const page = (n: number) => `{"links":[{"id":"bit.ly/page${n}","long_url":"https://example.com/${n}"}]}`
  const slugs = async (text: string) => (await found(text)).links.map(({ slug }) => slug)
  t.strictSame(await slugs(`${page(1)}\n${page(2)}`), ['page1', 'page2'])
  t.strictSame(await slugs(`[${page(1)},\n${page(2)}]`), ['page1', 'page2'])
  t.strictSame(await slugs(`\ufeff ${page(1)}`), ['page1'])
})

t.test('a link with several names is several links, and its old count stays one', async t => {
  const custom = '["https://bit.ly/spring", "sho.test/sale"]'
  const { links } = await found(
    `[{"id": "bit.ly/3abc", "custom_bitlinks": ${custom}, "long_url": "https://example.com/", "clicks": 7}]`,
  )
  t.strictSame(
    links.map(({ slug, clicks }) => [slug, clicks]),
    [
      ['3abc', 7],
      ['spring', null],
      ['sale', null],
    ],
  )
  const csv = await found(
    'Link,Custom Link,Destination URL\nbit.ly/3abc,bit.ly/spring,https://example.com/\n',
  )
  t.strictSame(
    csv.links.map(({ slug }) => slug),
    ['3abc', 'spring'],
  )
})

t.test('each bad row is named with its line, its field and what to do', async t => {
  const rows = [
    'good-one,https://example.com/,,',
    'script,javascript:alert(1),,',
    'secret,https://me:word@example.com/,,',
    'self,https://sho.rt/other,,',
    'nothing,,,',
    'formula,"=HYPERLINK(""https://example.com"")",,',
    'late,https://example.com/,2026-13-01,',
    'early,https://example.com/,2026-02-30,',
    'future,https://example.com/,2030-01-01,',
    'many,https://example.com/,,1.5',
    'fewer,https://example.com/,,-1',
  ]
  const { links, problems } = await read(`slug,url,created at,clicks\n${rows.join('\n')}\n"broken"x,y,,\n`)
  t.strictSame(
    links.map(({ slug }) => slug),
    ['good-one'],
  )
  t.strictSame(
    problems.map(({ line, slug, field }) => [line, slug, field]).sort(([a], [b]) => Number(a) - Number(b)),
    [
      [3, 'script', 'url'],
      [4, 'secret', 'url'],
      [5, 'self', 'url'],
      [6, 'nothing', 'url'],
      [7, 'formula', 'url'],
      [8, 'late', 'createdAt'],
      [9, 'early', 'createdAt'],
      [10, 'future', 'createdAt'],
      [11, 'many', 'clicks'],
      [12, 'fewer', 'clicks'],
      [13, null, null],
    ],
  )
  t.match(problems.find(({ line }) => line === 3)?.message, /must begin with http/)
})

t.test('a link with a password is not opened to everybody', async t => {
  const { links, problems } = await read(
    '[{"address": "open", "target": "https://example.com/", "password": false},\n' +
      '{"address": "locked", "target": "https://example.com/", "password": true}]',
  )
  t.strictSame(
    links.map(({ slug }) => slug),
    ['open'],
  )
  t.match(problems, [{ line: 2, slug: 'locked', field: 'password' }])
})

t.test('titles become one line of a length that links may have; formulas stay text', async t => {
  const title = `=cmd|' /C calc'!A0\n${'ä'.repeat(400)}`
  const { links } = await read(`slug,url,title\nlaunch,https://example.com/,"${title}"`)
  const kept = links[0]?.wish.title ?? ''
  t.match(kept, /^=cmd\|' \/C calc'!A0 ä+…$/)
  t.equal(kept.length, 300)
})

t.test('anything but a file of links is refused with a remedy', async t => {
  const refused: Record<string, [text: string | Uint8Array, code: string, message: RegExp]> = {
    empty: ['', 'invalid-import', /has no links/],
    blank: ['\n \n', 'invalid-import', /has no links/],
    'an empty list': ['[]', 'invalid-import', /has no links/],
    'a picture': [Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'invalid-encoding', /not UTF-8/],
    zeros: [Buffer.alloc(100), 'invalid-import', /Known are files of Fivehundred, Shlink, Polr, Bitly/],
    'a web page': ['<!doctype html><p>', 'invalid-import', /has the columns <!doctypehtml><p>/],
    'other columns': ['name,mail\nme,me@example.com', 'invalid-import', /columns name, mail.*slug,url/],
    'other JSON': ['[{"name": "me"}]', 'invalid-import', /columns name/],
    'an answer without a list': ['{"message": "Forbidden"}', 'invalid-import', /columns message/],
    'visits of Shlink': [
      'date,userAgent,referer,country,potentialBot\n2026-01-01,x,,,false\n',
      'invalid-import',
      /do not say of which link.*short URLs/,
    ],
    'one long line': ['x'.repeat(2_000_000), 'invalid-import', /longer than 128 KB|columns x/],
    'deep JSON': [
      '['.repeat(100_000),
      'invalid-import',
      /No link of the file can be read: line 1 has something/,
    ],
  }
  for (const [name, [text, code, message]] of Object.entries(refused)) {
    await t.rejects(read(text), { code, message }, name)
  }
})

t.test('an entry of a long line is named by its place', async t => {
  const entries = ['https://e.test/', 'nonsense', 'https://e.test/3'].map((url, n) => ({
    slug: `s-${n}`,
    url,
  }))
  const { problems } = await read(JSON.stringify(entries))
  t.match(problems, [{ line: 1, entry: 2, slug: 's-1', field: 'url' }])
  t.match((await read('[{"slug":"a","url":"https://e.test/"},{"slug":1,}]')).problems, [
    { line: 1, entry: 2, message: 'is not valid JSON' },
  ])
})

t.test('a broken end of JSON does not hide itself, and odd entries are named', async t => {
  const good = '{"slug": "launch", "url": "https://example.com/"}'
  const cut = await read(`[${good},\n{"slug": "cut`)
  t.match(cut, { links: [{ slug: 'launch' }], problems: [{ line: 2, message: /not valid JSON/ }] })
  const odd = await read(`[${good},\n7,\n${good}]`)
  t.match(odd.problems, [{ line: 2, message: /between the entries/ }])
  const wrong = await read(`[${good},\n{"slug": launch}]`)
  t.match(wrong.problems, [{ line: 2, message: /not valid JSON/ }])
  const long = await read(
    `[${good},\n{"slug": "long", "url": "https://example.com/", "note": "${'x'.repeat(200_000)}"}]`,
  )
  t.match(long, { links: [{ slug: 'launch' }], problems: [{ line: 2, message: /longer than 128 KB/ }] })
})
