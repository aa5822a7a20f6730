import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { problem, stubApi } from '../fixtures/stub-api.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

const report = {
  what: 'links',
  source: 'Bitly',
  dryRun: false,
  rows: 12,
  made: 9,
  changed: 0,
  attached: 0,
  alreadyThere: 1,
  left: 0,
  clashes: [
    {
      line: 3,
      slug: 'launch',
      url: 'https://e.test/',
      message: 'leads to https://e.test/a already',
      becomes: 'launch-2',
    },
  ],
  clashTotal: 1,
  errors: [{ line: 4, slug: 'script', field: 'url', message: 'must begin with http://' }],
  errorTotal: 1,
}

const asked = 'POST /api/v1/imports?dryRun=false&onClash=refuse&skipInvalid=false'

async function withFile(t: Parameters<typeof stubApi>[0], answers: Parameters<typeof stubApi>[1]) {
  const folder = await temporaryDirectory(t)
  const path = join(folder, 'bitly.csv')
  await writeFile(path, 'Bitlink,Long URL\n')
  const { url, requests } = await stubApi(t, answers)
  const run = (...words: string[]) =>
    commandLine(['import', ...words], { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })
  return { path, run, requests }
}

t.test('import sends each file and tells what became of it', async t => {
  const { path, run, requests } = await withFile(t, {
    'POST /api/v1/imports?dryRun=false&onClash=rename&skipInvalid=true': { body: report },
  })
  const { status, out } = await run(path, path, '--on-clash', 'rename', '--skip-invalid')
  t.equal(status, 0)
  const [first, ...lines] = out.split('\n')
  t.equal(first, `${path}: 12 rows of Bitly.`)
  t.strictSame(lines.slice(0, 6), [
    '  made              9',
    '  already there     1',
    '  clashes of names  1',
    '  cannot be made    1',
    '  line 4, script: url must begin with http://',
    '  line 3, launch: leads to https://e.test/a already, becomes launch-2',
  ])
  t.equal(requests.length, 2)
  t.equal(requests[0]?.body, 'Bitlink,Long URL\n')
})

t.test('it goes on until nothing is left', async t => {
  let sent: unknown[] = []
  const answer = {
    get body() {
      return { ...report, made: 5, alreadyThere: 5 * sent.length - 4, left: 3 - sent.length }
    },
  }
  const { path, run, requests } = await withFile(t, {
    [asked]: answer,
  })
  sent = requests
  const { out, err } = await run(path, '--json')
  t.match(JSON.parse(out), { made: 15, left: 0, alreadyThere: 1 })
  t.equal(requests.length, 3)
  t.match(err, `${path}: 5 of 7 links …`)
})

t.test('a refusal of a later call says what the calls before have stored', async t => {
  const detail = 'Nothing more was imported, and 5 of its links were here before: 1 of its names is taken.'
  const answers = {
    get [asked]() {
      return sent.length === 1
        ? { body: { ...report, made: 5, left: 2 } }
        : problem(400, 'invalid-import', detail)
    },
  }
  let sent: unknown[] = []
  const { path, run, requests } = await withFile(t, answers)
  sent = requests
  const { status, err } = await run(path)
  t.equal(status, 1)
  t.match(
    err,
    /Error: The rest was not imported: 1 of its names is taken\. Before that, 5 links were imported/,
  )
})

t.test('a refusal names every row, and wrong choices never leave', async t => {
  const { clashes, errors } = report
  const { path, run, requests } = await withFile(t, {
    'POST /api/v1/imports?dryRun=true&onClash=refuse&skipInvalid=false': problem(
      400,
      'invalid-import',
      'Nothing was imported: …',
      { clashes: [{ ...clashes[0], becomes: null }], errors },
    ),
  })
  const { status, err } = await run(path, '--dry-run')
  t.equal(status, 1)
  t.strictSame(err.trimEnd().split('\n'), [
    'Error: Nothing was imported: …',
    '  line 4, script: url must begin with http://',
    '  line 3, launch: leads to https://e.test/a already',
  ])
  t.match(await run(path, '--on-clash', 'skip'), { status: 2, err: /refuse, keep or rename/ })
  t.match(await run('/nowhere/at/all.csv'), { status: 1, err: /cannot be read \(ENOENT\)/ })
  t.match(await run(), { status: 2, err: /needs FILE…/ })
  t.equal(requests.length, 1)
})

t.test('of tweets, it tells the newer numbers and the links that were attached', async t => {
  const tweets = { ...report, what: 'tweets', source: 'X analytics', changed: 2, clashes: [], clashTotal: 0 }
  let sent: unknown[] = []
  const answer = {
    get body() {
      return { ...tweets, attached: 2, left: 2 - sent.length, made: sent.length === 1 ? 9 : 0 }
    },
  }
  const { path, run, requests } = await withFile(t, {
    [asked]: answer,
  })
  sent = requests
  const { out } = await run(path)
  t.strictSame(out.split('\n').slice(0, 6), [
    `${path}: 12 rows of X analytics.`,
    '  made            9',
    '  already there   1',
    '  newer numbers   2',
    '  links attached  4',
    '  cannot be made  1',
  ])
})

t.test('after a file of an account it tells what the network reports of the last 90 days', async t => {
  const done = { ...report, what: 'tweets', source: 'X analytics', errors: [], errorTotal: 0, clashes: [] }
  const reported = {
    ...{ tweets: 1, tweetsWithoutFollowers: 0, clicks: 12, ratio: 0.02, seen: 5, clickedWhenSeen: 0.004 },
    ...{ beside: null, trend: [], sentence: 'X reports 12 link clicks on 1 tweet: 2.0 % of the followers.' },
  }
  const influence = 'GET /api/v1/accounts/%40me/influence?window=90d&include=reported'
  const plain = 'dryRun=false&onClash=refuse&skipInvalid=false'
  const answers = {
    [`POST /api/v1/imports?${plain}&account=%40me&followers=600`]: { body: { ...done, accounts: ['@me'] } },
    [`POST /api/v1/imports?${plain}`]: { body: { ...done, accounts: ['@me', '@you'] } },
    [`POST /api/v1/imports?${plain}&account=%40me`]: { body: done },
    [influence]: { body: { reported } },
  }
  const { path, run, requests } = await withFile(t, answers)
  const { out } = await run(path, '--account', '@me', '--followers', '600')
  t.match(
    out,
    `\n@me, the last 90 days as the network reports them:\n${reported.sentence}\nBy month: fivehundred influence @me`,
  )
  t.strictSame(
    JSON.parse((await run(path, '--account', '@me', '--followers', '600', '--json')).out).reported,
    reported,
  )
  t.equal(requests.length, 4)
  t.notMatch((await run(path)).out, '90 days', 'of several accounts it does not choose one')
  Object.assign(answers, { [influence]: { body: { reported: { ...reported, ratio: null } } } })
  t.match((await run(path, '--account', 'me')).out, 'import again with --followers COUNT')
  Object.assign(answers, { [influence]: { body: { reported: null } } })
  t.match((await run(path, '--account', 'me')).out, 'reports no link clicks of @me in the last 90 days')
})

t.test('of several files, a refusal names the one it is about', async t => {
  const { path, run } = await withFile(t, {
    'POST /api/v1/imports?dryRun=false&onClash=refuse&skipInvalid=false': problem(
      400,
      'invalid-import',
      'The file has no links.',
    ),
  })
  t.match((await run(path)).err, /^Error: The file has no links\.\n/)
  t.match((await run(path, path)).err, `Error: ${path}: The file has no links.\n`)
  t.match((await run('/nowhere.csv', path)).err, /^Error: (?!.*nowhere.*nowhere).*nowhere\.csv/)
})

t.test('an entry of JSON is named by its place in the file', async t => {
  const { path, run } = await withFile(t, {
    'POST /api/v1/imports?dryRun=false&onClash=refuse&skipInvalid=true': {
      body: {
        ...report,
        clashes: [{ ...report.clashes[0], line: 7, entry: 2 }],
        errors: [
          { line: 1, entry: 3, slug: '', field: 'slug', message: 'is empty' },
          { line: 1, entry: 4, slug: 'entry 4', field: null, message: 'has no id' },
        ],
        errorTotal: 2,
      },
    },
  })
  const { out } = await run(path, '--skip-invalid')
  t.match(out, '\n  entry 3: slug is empty\n  entry 4: has no id\n  line 7, entry 2, launch: leads to')
})

t.test('what a file does not need is refused, or told where another file may need it', async t => {
  const plain = 'POST /api/v1/imports?dryRun=false&onClash=refuse&skipInvalid=false'
  const unneeded = problem(400, 'invalid-import', 'The file has links: leave out account= and followers=.', {
    unneeded: ['account', 'followers'],
  })
  const { path, run } = await withFile(t, {
    [`${plain}&account=%40me&followers=600`]: unneeded,
    [plain]: { body: report },
  })
  const words = ['--account', '@me', '--followers', '600']
  const alone = await run(path, ...words)
  t.equal(alone.status, 1)
  t.match(alone.err, 'The file has links: leave out --account and --followers.')
  const both = await run(path, path, ...words)
  t.equal(both.status, 0)
  t.match(both.err, `${path}: goes without --account and --followers, which it does not need.`)
  t.match(both.out, `${path}: 12 rows of Bitly.`)
})

t.test('a refusal names the options of the command', async t => {
  const { path, run } = await withFile(t, {
    'POST /api/v1/imports?dryRun=false&onClash=refuse&skipInvalid=false': problem(
      400,
      'invalid-import',
      'Give it: account=@me, followers=500, skipInvalid=true, onClash=keep or onClash=rename.',
    ),
  })
  const { status, err } = await run(path)
  t.equal(status, 1)
  t.match(
    err,
    'Give it: --account @me, --followers 500, --skip-invalid, --on-clash keep or --on-clash rename.',
  )
})

t.test('a file that is too long is not sent', async t => {
  const { path, run, requests } = await withFile(t, {})
  await writeFile(path, `slug,url\n${'x'.repeat(10 * 1024 * 1024)}`)
  const { status, err } = await run(path)
  t.equal(status, 1)
  t.match(err, /bitly\.csv has more than 10 MB: cut it into several files/)
  t.strictSame(requests, [])
})

t.test('exported hits of any number are sent in parts of whole lines, and named by their line', async t => {
  const hits = {
    ...report,
    errors: [...report.errors],
    what: 'clicks',
    source: 'Fivehundred',
    clashes: [],
    clashTotal: 0,
  }
  const plain = 'POST /api/v1/imports?dryRun=false&onClash=refuse&skipInvalid=false'
  const { path, run, requests } = await withFile(t, { [plain]: { body: hits } })
  const header = 'slug,at,visitor,rulesVersion,userAgent\r\n'
  const line = (n: number) => `launch,2026-05-01T00:00:00Z,${n},6,"one, ${'x'.repeat(150)}"\r\n`
  const lines = Array.from({ length: 30_000 }, (_, n) => line(n))
  await writeFile(path, header + lines.join(''))
  const { status, out } = await run(path)
  t.equal(status, 0)
  t.ok(requests.length > 2)
  const sent = () => requests.map(({ body }) => String(body))
  t.equal(
    sent()
      .map(body => body.slice(header.length))
      .join(''),
    lines.join(''),
  )
  t.ok(sent().every(body => body.startsWith(header) && body.endsWith('\r\n')))
  const before = (sent()[0]?.split('\n').length ?? 0) - 2
  t.match(out, `  line ${before + 4}, script: url must begin with http://`)
  const json = lines.map((_, n) => `{"slug":"launch","visitor":"${n}","rulesVersion":6,"userAgent":"\\""}\n`)
  requests.length = 0
  await writeFile(path, json.join('').repeat(2))
  await run(path)
  t.ok(requests.length > 1)
  t.equal(sent().join(''), json.join('').repeat(2))
})
