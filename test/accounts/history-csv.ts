import t, { type Test } from 'tap'
import { maxHistoryLines, readHistory } from '../../src/accounts/history-csv.js'
import type { HistoryRow } from '../../src/accounts/history-row.js'
import type { InvalidCsv } from '../../src/errors.js'
import { takeTurns } from '../../src/typed/turns.js'

const fine = () => null
const all = async (rows: AsyncIterable<HistoryRow[]>) => {
  const found: HistoryRow[] = []
  for await (const some of rows) found.push(...some)
  return found
}
const read = async (text: string | Uint8Array) => {
  const rows = await all(readHistory(Buffer.from(text), fine))
  return rows.map(row => [row.line, row.account.key, row.countedAt.toISOString(), row.followers])
}
async function problems(t: Test, text: string | Uint8Array): Promise<[number, string][]> {
  try {
    await all(readHistory(Buffer.from(text), time => (time.includes('soon') ? 'must be a time' : null)))
    return []
  } catch (error) {
    t.match(error, { code: /invalid-(csv|encoding)/, status: 400 })
    const { errors } = (error as InvalidCsv).facts
    return errors.map(({ line, message }) => [line, message])
  }
}

const january = '2026-01-01T00:00:00.000Z'
const noon = '2026-02-01T11:00:00.000Z'

t.test('the same history in every dress', async t => {
  const expected = [
    ['@me', january, 500],
    ['@you@example.com', noon, 0],
  ]
  const dresses = {
    plain: '@me,2026-01-01,500\n@you@example.com,2026-02-01T12:00:00+01:00,0',
    header: 'handle,date,followers\nme,2026-01-01,500\nyou@example.com,2026-02-01T11:00:00Z,0\n',
    'another order, and columns more':
      'Followers,note,Date,Handle\n500,"a, b",2026-01-01,@ME\n0,,2026-02-01T11:00:00Z,@you@example.com',
    'byte order mark, CRLF, quotes, blanks, empty lines':
      '\ufeff"handle","date","followers"\r\n\r\n "@me" , 2026-01-01 ,"500"\r\n\r\n@you@example.com,2026-02-01T11:00:00Z,0\r\n',
    'unseen characters, and profiles as handles':
      'handle,date,followers\n\u200bhttps://x.com/me\u00a0,\u200b2026-01-01,500\u200b\nexample.com/@you,2026-02-01T11:00:00Z,0',
    semicolons: 'handle;date;followers\n@me;2026-01-01;500\n@you@example.com;2026-02-01T11:00:00Z;0',
    tabs: '@me\t2026-01-01\t500\n@you@example.com\t2026-02-01T11:00:00Z\t0',
    'lines that say the same':
      '@me,2026-01-01,500\n@you@example.com,2026-02-01T11:00:00Z,0\n@ME,2026-01-01,500',
  }
  for (const [name, text] of Object.entries(dresses)) {
    const rows = (await read(text)).map(([, ...rest]) => rest)
    t.strictSame(rows.slice(0, 2), expected, name)
  }
})

t.test('every bad line is named', async t => {
  const file = [
    'handle,date,followers',
    '@me,2026-01-01,500',
    '@me,soon,many',
    '',
    'no handle,2026-01-01,5',
    '@me,2026-01-02,-1',
    '@me,2026-01-02,1.5',
    '@me,2026-01-02,2000000001',
    '@me,2026-01-02',
    '@me,2026-01-02,5"00',
    '"@you","2026-01-01","7"',
  ].join('\r\n')
  const found = await problems(t, file)
  t.strictSame(
    found.map(([line]) => line),
    [3, 5, 6, 7, 8, 9, 10],
  )
  t.match(found[0]?.[1], 'date must be a time; followers must be a whole number')
  t.match(found[5]?.[1], 'three columns')
  t.match(found[6]?.[1], 'quote')
})

t.test('a file that is no CSV is refused as a whole', async t => {
  t.match(await problems(t, ''), [[1, /is empty/]])
  t.match(await problems(t, '\n\n'), [[1, /is empty/]])
  t.match(await problems(t, 'handle,date,followers\n'), [[1, /is empty/]])
  t.match(await problems(t, 'handle,followers\n@me,5'), [[1, /lacks the column date/]])
  t.match(await problems(t, Buffer.from([0x61, 0x0a, 0xff, 0xfe])), [[2, /not UTF-8/]])
  t.match(await problems(t, '@me,2026-01-01,5\n"@me,2026-01-02,5\n'), [[/\d/, /quote/]])
})

t.test('as many lines as allowed, and one more', async t => {
  const lines = Array.from({ length: maxHistoryLines + 1 }, (_, n) => `@a${n},2026-01-01,${n}\n`)
  t.equal((await read(lines.slice(1).join(''))).length, maxHistoryLines)
  t.match(await problems(t, lines.join('')), [[maxHistoryLines + 1, /one too many/]])
})

t.test('the error lists a thousand lines and tells how many there are', async t => {
  const text = Array.from({ length: 1500 }, () => 'x').join('\n')
  await t.rejects(read(text), {
    facts: { total: 1500 },
    message: /^1500 lines of the file are wrong.*first 1000 of them are named/,
  })
  t.equal((await problems(t, text)).length, 1000)
})

t.test('lines may end in any way, each in its own', async t => {
  t.same(
    (await read('handle,date,followers,note\r\n@a,2026-01-01,5,x\n@b,2026-01-02,6,y\n')).map(
      ([line, key]) => [line, key],
    ),
    [
      [2, '@a'],
      [3, '@b'],
    ],
  )
  const ends = ['\n', '\r', '\r\n']
  for (const header of ends) {
    // Wide enough that every kind of end meets every place at which the file is cut.
    for (const width of [0, 1, 2, 3, 5]) {
      const lines = Array.from(
        { length: 3000 },
        (_, n) => `@a${n},2026-01-01,${n},${'x'.repeat(n % (width + 1))}`,
      )
      const text = lines.map((line, n) => line + ends[(n * 7 + (n >> 3)) % 3]).join('')
      const rows = await read(`handle,date,followers,note${header}${text}`)
      t.equal(
        rows.map(([line, key]) => `${line} ${key}`).join('\n'),
        lines.map((_, n) => `${n + 2} @a${n}`).join('\n'),
      )
    }
  }
  t.match(await problems(t, '@a,2026-01-01,5\r@b,2026-01-01,x\n@c,2026-01-01,5\r\n@d,2026-01-01,-'), [
    [2, /followers/],
    [4, /followers/],
  ])
  t.match(
    await problems(
      t,
      'handle,date,followers,note\r\n@a,2026-01-01,5,"two\r\nlines"\r\n\r\n@b,2026-01-01,x,é\r@c,1"2,3\n@d,1,x\n@e',
    ),
    [
      [5, /followers/],
      [6, /quote/],
      [7, /followers/],
      [8, /three columns/],
    ],
    'lines within quotes count, too',
  )
  t.equal((await read('@a,2026-01-01,"5"\r\n@b,2026-01-01,"6"\n@c,2026-01-01,"7"\r')).length, 3)
})

t.test('a record without an end is refused before it is read to the end', async t => {
  const first = 'handle,date,followers\n@a,2026-01-01,5\n'
  for (const part of [',', '"\n",', 'x', ';']) {
    const file = first + part.repeat(10_000_000 / part.length)
    const found = await problems(t, file)
    const [line, message] = found.at(-1) ?? []
    t.equal(line, 3, part)
    t.match(message, 'is longer than 128 KB; what follows was not read', part)
  }
  t.same(await problems(t, `${first}${'\n'.repeat(1_000_000)}`), [], 'blank lines end')
  t.same(
    await problems(t, `${first.replace('rs\n', 'rs,note\n')}@b,2026-01-02,6,${'n'.repeat(100_000)}\n`),
    [],
  )
})

t.test('what spreadsheets put above, beside and between the cells', async t => {
  const expected = [['@me', january, 500]]
  const dresses: Record<string, [number, string]> = {
    'sep=;': [3, 'sep=;\r\nhandle;date;followers\r\n@me;2026-01-01;500\r\n'],
    'sep=, with a mark and blank lines': [5, '\ufeff\r\nSEP=,\n\nhandle,date,followers\n@me,2026-01-01,500'],
    'sep with a tab': [2, 'sep=\t\n@me\t2026-01-01\t500'],
    'sep in quotes': [2, '"sep=;"\n@me;2026-01-01;500'],
    'another sep': [3, 'sep=|\nhandle|date|followers\n@me|2026-01-01|500'],
    'blank lines first': [5, '\n\r\n \t \nhandle,date,followers\n@me,2026-01-01,500'],
    'a header in tabs with a comma': [2, 'handle\tdate\tfollowers\tnote, if any\n@me\t2026-01-01\t500\ta, b'],
    'a header in semicolons with commas': [2, 'note, a, b;Date;Followers;Handle\n;2026-01-01;500;@me'],
    'a header in commas with semicolons': [2, '"a;b;c;d",handle,date,followers\n"x;y",@me,2026-01-01,500'],
    'quoted names in tabs': [2, '"handle"\t"date"\t"followers"\t","\n@me\t2026-01-01\t500\t'],
    'semicolons without a header': [1, '@me;2026-01-01;500'],
    'empty cells at the end': [2, 'handle,date,followers\n@me,2026-01-01,500,,'],
    'a note over two lines': [3, 'handle,date,followers,note\n@me,2026-01-01,500,"two\nlines"'],
  }
  for (const [name, [line, text]] of Object.entries(dresses)) {
    t.strictSame(await read(text), [[line, ...(expected[0] ?? [])]], name)
  }
})

t.test('nothing is left out in silence', async t => {
  t.match(await problems(t, 'handle,date,followers\n@me,2026-01-01,1,234\n@me,2026-01-02,5'), [
    [2, /has 4 cells, and there are 3 columns/],
  ])
  t.match(await problems(t, '@me,2026-01-01,5\n@me,2026-01-01,5,note'), [[2, /has 4 cells/]])
  t.match(await problems(t, 'handle,date,followers,note\n@me,2026-01-01,5,a,b'), [[2, /has 5 cells/]])
  t.match(await problems(t, '\nhandle,date,followers,Followers\n@me,2026-01-01,5,6'), [
    [2, /names the column followers twice/],
  ])
  t.match(await problems(t, 'date,handle,date,followers,handle\n,@me,2026-01-01,5,'), [
    [1, /handle and date twice/],
  ])
  t.match(await problems(t, 'sep=;\n@me,2026-01-01,5'), [[2, /three columns/]])
  t.match(await problems(t, '@me,2026-01-01,5\n;;\n,,'), [
    [2, /three columns/],
    [3, /handle must be/],
  ])
  t.match(await problems(t, `@me,2026-01-01,5\n${'x'.repeat(5_000)},2026-01-01,5`), [[2, /handle must be/]])
})

t.test('a large file is read in turns with all else', async t => {
  const counted = (clock: () => number) => {
    const turns = takeTurns(clock)
    let count = 0
    const next = () => {
      count++
      return turns.next()
    }
    return { isOver: turns.isOver, next, count: () => count }
  }
  const lines = Array.from({ length: maxHistoryLines }, (_, n) => `@a${n},2026-01-01,${n}\n`).join('')
  // It stands still, so that only the pieces of the file count.
  const pieces = counted(() => 0)
  let mostRows = 0
  for await (const rows of readHistory(Buffer.from(lines), fine, pieces))
    mostRows = Math.max(mostRows, rows.length)
  t.ok(pieces.count() >= lines.length / 16_384, `${pieces.count()} turns`)
  t.ok(mostRows < 2_000, 'few rows are held at once')
  // Each look at it costs a millisecond: after five rows it is the others' turn.
  let time = 0
  const slow = counted(() => ++time)
  t.equal((await all(readHistory(Buffer.from(lines.slice(0, 20_000)), fine, slow))).length > 500, true)
  t.ok(slow.count() > 100, `${slow.count()} turns`)
  for (const end of ['\r', '\n', ' ']) {
    const blanks = counted(() => 0)
    t.match(
      await all(readHistory(Buffer.from(end.repeat(10 * 1024 * 1024)), fine, blanks)).catch(error => error),
      {
        code: 'invalid-csv',
      },
    )
    t.ok(blanks.count() >= 100, `${blanks.count()} turns`)
  }
})
