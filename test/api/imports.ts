import t from 'tap'
import { links, tweets } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'
import { archiveFiles, zip } from '../fixtures/zip.js'

const file = { headers: { 'content-type': 'application/octet-stream' } }
const bitly = 'Bitlink,Long URL,Title,Tags,Total Clicks\nbit.ly/launch,https://example.com/a,A,blog,42\n'

t.test('an import answers with what it did', async t => {
  const { api, ctx } = await testApp(t)
  const report = {
    refused: null,
    what: 'links',
    source: 'Bitly',
    rows: 1,
    made: 1,
    changed: 0,
    attached: 0,
    alreadyThere: 0,
    left: 0,
    accounts: [],
    clashes: [],
    clashTotal: 0,
    errors: [],
    errorTotal: 0,
  }
  const preview = await api('POST', '/imports?dryRun=true', bitly, file)
  t.equal(preview.statusCode, 200)
  t.strictSame({ ...preview.json() }, { ...report, dryRun: true })
  t.equal(await ctx.db.$count(links), 0)
  t.strictSame({ ...(await api('POST', '/imports', bitly, file)).json() }, { ...report, dryRun: false })
  t.match((await api('GET', '/links/launch')).json(), {
    tags: ['blog'],
    importedClicks: 42,
    importedFrom: 'Bitly',
  })
})

t.test('what is refused says why, and changes nothing', async t => {
  const { api, ctx } = await testApp(t)
  await api('POST', '/links', { url: 'https://example.com/ours', slug: 'launch' })
  t.match((await api('POST', '/imports', bitly, file)).json(), {
    status: 400,
    code: 'invalid-import',
    clashes: [{ line: 2, slug: 'launch', becomes: null }],
    errors: [],
  })
  const skipping = await api('POST', '/imports?onClash=skip', bitly, file)
  t.match(skipping.json(), { code: 'invalid-input', errors: [{ field: 'onClash' }] })
  t.match((await api('POST', '/imports', undefined)).json(), { code: 'invalid-import' }, 'no body at all')
  t.match((await api('POST', '/imports', { links: [] })).json(), {
    status: 415,
    detail: 'Send the file, with Content-Type: application/octet-stream.',
  })
  const line = Buffer.alloc(100 * 1024 * 1024, 'x')
  t.match((await api('POST', '/imports', line, file)).json(), { status: 413, code: 'body-too-large' })
  t.equal(await ctx.db.$count(links), 1)
})

t.test('the zip file of an X archive: its tweets, and the followers of its day', async t => {
  const { api, ctx } = await testApp(t)
  const bytes = zip(archiveFiles({ '1050118621198921728': 'one', '1050118621198921800': 'two' }))
  const preview = await api('POST', '/imports?dryRun=true', bytes, file)
  t.match(preview.json(), { what: 'tweets', source: 'X archive', rows: 2, made: 2, accounts: ['@nell'] })
  t.equal(await ctx.db.$count(tweets), 0)
  for (const [made, alreadyThere] of [
    [2, 0],
    [0, 2],
  ]) {
    t.match((await api('POST', '/imports', bytes, file)).json(), { made, alreadyThere })
    t.strictSame((await api('GET', '/accounts/@nell/followers')).json().data, [
      { followers: 2, countedAt: '2026-07-14T10:20:30.000Z', source: 'archive' },
    ])
  }
})

t.test('a zip file that is no archive, or made to do harm', async t => {
  const { api, ctx } = await testApp(t)
  const files = archiveFiles({ '20': 'one' })
  const many = `window.YTD.follower.part0 = [${'{},'.repeat(1_000_000)}{}]`
  for (const [bytes, detail] of [
    [zip({ 'photo.jpg': 'x' }), /^The zip file has no data\/tweets\.js/],
    [zip({ ...files, '../tweets.js': 'x' }), /invalid relative path/],
    [zip({ ...files, 'data/tweets.js': Buffer.alloc(64 * 1024 * 1024) }), /would grow to 64 MB/],
    [zip({ ...files, 'data/follower.js': many }, { 'data/follower.js': 1000 }), /too many bytes/],
    [
      zip({ ...files, 'data/tweets.js': `window.YTD.tweets.part0 = [${'{},'.repeat(100_001)}{}]` }),
      /more than 100000 tweets/,
    ],
    [
      zip({ ...files, 'data/account.js': 'window.YTD.account.part0 = [{"account": {"username": "@"}}]' }),
      /no username/,
    ],
    [zip({ ...files, 'data/tweets.js': 'window.YTD.tweets.part0 = []; alert(1)' }), /code behind/],
  ] as const) {
    t.match((await api('POST', '/imports', bytes, file)).json(), { code: 'invalid-import', detail })
  }
  t.equal(await ctx.db.$count(tweets), 0)
})
