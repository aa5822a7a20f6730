import t, { type Test } from 'tap'
import { maxHistoryLines, readHistory } from '../../src/accounts/history-csv.js'
import type { InvalidCsv } from '../../src/errors.js'

const fine = () => null
const read = async (text: string | Uint8Array) => {
  const rows = await readHistory(Buffer.from(text), fine)
  return rows.map(row => [row.line, row.account.key, row.countedAt.toISOString(), row.followers])
}
async function problems(t: Test, text: string | Uint8Array): Promise<[number, string][]> {
  try {
    await readHistory(Buffer.from(text), time => (time.includes('soon') ? 'must be a time' : null))
    return []
  } catch (error) {
    t.match(error, { code: 'invalid-csv', status: 400 })
    const { errors } = (error as InvalidCsv).facts as { errors: { line: number; message: string }[] }
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
    '@ME,2026-01-01,501',
    '"@you","2026-01-01","7"',
  ].join('\r\n')
  const found = await problems(t, file)
  t.strictSame(
    found.map(([line]) => line),
    [3, 5, 6, 7, 8, 9, 10, 11],
  )
  t.match(found[0]?.[1], 'date must be a time; followers must be a whole number')
  t.match(found[5]?.[1], 'three columns')
  t.match(found[6]?.[1], 'quote')
  t.match(found[7]?.[1], 'contradicts line 2')
})

t.test('a file that is none is refused as a whole', async t => {
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
  await t.rejects(read(text), { facts: { total: 1500 }, message: /^1500 lines of the file are wrong/ })
  t.equal((await problems(t, text)).length, 1000)
})
