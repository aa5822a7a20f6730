import t from 'tap'
import { readYtd } from '../../src/imports/ytd.js'

async function read(text: string, size = text.length || 1): Promise<unknown[]> {
  const found: unknown[] = []
  async function* pieces() {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  for await (const { bytes } of readYtd(pieces(), 'tweets.js')) found.push(JSON.parse(`${bytes}`))
  return found
}

t.test('the objects of a list or one object, wherever the bytes are cut', async t => {
  const head = 'window.YTD.tweets.part0 = '
  const objects = [
    { tweet: { id_str: '20', full_text: 'a "}] \\ ; é 🎉', urls: [{ a: [1, {}] }] } },
    { b: {} },
  ]
  const text = `\ufeff${head}${JSON.stringify(objects, null, 2)};\n`
  for (const size of [1, 2, 3, 7, 1000]) t.strictSame(await read(text, size), objects, `${size} bytes`)
  t.strictSame(await read(`${head}[]`), [])
  t.strictSame(await read('window.__THAR_CONFIG = {"userInfo": {"userName": "me"}}', 5), [
    { userInfo: { userName: 'me' } },
  ])
})

t.test('anything else is refused, and nothing is run', async t => {
  const head = 'window.YTD.tweets.part0 = '
  for (const [text, message] of [
    ['', /does not begin/],
    ['[]', /does not begin/],
    ['PK\x03\x04', /does not begin/],
    [`alert(1);${head}[]`, /does not begin/],
    [`${'x'.repeat(1000)}${head}[]`, /does not begin/],
    [`window.YTD.tweets.part0 = fetch("https://evil.example") || [{}]`, /does not begin/],
    [`${head}[{}, alert(1), {}]`, /between its entries/],
    [`${head}[{} {}]`, /between its entries/],
    [`${head}[1, 2]`, /between its entries/],
    [`${head}[{}]; alert(1)`, /code behind/],
    [`${head}{}{}`, /code behind/],
    [`${head}[{}`, /ends in the middle/],
    [`${head}[{"a": "`, /ends in the middle/],
    [`${head}[${' '.repeat(100_000)}]`, /blanks/],
    [`${head}[{"a": "${'x'.repeat(1_100_000)}"}]`, /more than 1 MB/],
  ] as const) {
    for (const size of [50_000, 3]) {
      if (size === 3 && text.length > 10_000) continue
      await t.rejects(read(text, size), { code: 'invalid-import', message }, text.slice(0, 60))
    }
  }
})

t.test('a line without an end is refused before it is read', async t => {
  let given = 0
  async function* endless() {
    yield Buffer.from('window.YTD.tweets.part0 = [{"tweet": {"full_text": "')
    for (;;) {
      given += 65_536
      yield Buffer.alloc(65_536, 'x')
    }
  }
  const reading = readYtd(endless(), 'tweets.js').next()
  await t.rejects(reading, { message: /more than 1 MB/ })
  t.ok(given < 2_000_000)
})
