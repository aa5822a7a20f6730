import t from 'tap'
import { links } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'

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
