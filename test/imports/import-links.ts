import { eq } from 'drizzle-orm'
import t from 'tap'
import { parseHandle } from '../../src/accounts/handle.js'
import { accounts, links } from '../../src/db/schema.js'
import { importFile } from '../../src/imports/import-file.js'
import { importLinks } from '../../src/imports/import-links.js'
import type { ImportChoices } from '../../src/imports/report.js'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'

const now = () => new Date('2026-06-01T00:00:00Z')
const usual: ImportChoices = { dryRun: false, onClash: 'refuse', skipInvalid: false }

async function importing(t: Parameters<typeof testApp>[0]) {
  const { ctx, api } = await testApp(t, { now })
  const run = (text: string, choices: Partial<ImportChoices> = {}) =>
    importLinks(ctx, Buffer.from(text), { ...usual, ...choices })
  const targets = async () => {
    const rows = await ctx.db.select({ slug: links.slug, url: links.url }).from(links).orderBy(links.slug)
    return Object.fromEntries(rows.map(({ slug, url }) => [slug, url]))
  }
  return { ctx, api, run, targets }
}

const table =
  'slug,url,title,createdAt,clicks\nlaunch,https://example.com/a,A,2020-01-02,42\nother,https://example.com/b,,,\n'

t.test(
  'links come with everything, a preview stores nothing, and a second import changes nothing',
  async t => {
    const { ctx, api, run } = await importing(t)
    t.match(await run(table, { dryRun: true }), {
      dryRun: true,
      refused: null,
      made: 2,
      alreadyThere: 0,
      rows: 2,
    })
    t.equal(await ctx.db.$count(links), 0)
    t.match(await run(table), { dryRun: false, made: 2, alreadyThere: 0, left: 0 })
    t.match((await api('GET', '/links/launch')).json(), {
      url: 'https://example.com/a',
      title: 'A',
      createdAt: '2020-01-02T00:00:00.000Z',
      clicks: 0,
      clickers: 0,
      excluded: 0,
      importedClicks: 42,
      importedFrom: 'another shortener',
    })
    t.match((await api('GET', '/links/other')).json(), {
      importedClicks: null,
      createdAt: now().toISOString(),
    })
    const before = await ctx.db.select().from(links).orderBy(links.id)
    t.match(await run(table.replace('42', '50')), { made: 0, alreadyThere: 2, clashTotal: 0 })
    t.strictSame(await ctx.db.select().from(links).orderBy(links.id), before)
  },
)

t.test('the link of an import works at once, even where its name was asked for before', async t => {
  const { ctx, run } = await importing(t)
  t.equal(await ctx.links.get('launch'), undefined)
  await run(table)
  t.match(await ctx.links.get('launch'), { url: 'https://example.com/a' })
})

t.test('a clash is refused, or ours keeps its name, or the other one gets a new name for good', async t => {
  const { ctx, run, targets } = await importing(t)
  await storeLink(ctx.db, 'launch', { url: 'https://example.com/ours' })
  await storeLink(ctx.db, 'other', { url: 'https://example.com/gone', deletedAt: now() })
  const clashes = [
    { line: 2, slug: 'launch', message: 'leads to https://example.com/ours already', becomes: null },
    { line: 3, slug: 'other', message: 'is the name of a link that was deleted', becomes: null },
  ]
  await t.rejects(run(table), {
    code: 'invalid-import',
    message: /2 of its names are taken.*onClash=keep or onClash=rename/,
    facts: { clashes, clashTotal: 2, errorTotal: 0 },
  })
  t.match(await run(table, { dryRun: true }), { clashes, made: 0, refused: /\d of its names are taken/ })
  t.match(await run(table, { onClash: 'keep' }), { clashes, made: 0 })
  t.equal(Object.keys(await targets()).length, 2)
  const renamed = await run(table, { onClash: 'rename' })
  t.match(renamed, { made: 2, clashes: [{ becomes: 'launch-2' }, { becomes: 'other-2' }] })
  t.match(await run(table, { onClash: 'rename' }), { made: 0, alreadyThere: 2 })
  t.strictSame(await targets(), {
    launch: 'https://example.com/ours',
    'launch-2': 'https://example.com/a',
    other: 'https://example.com/gone',
    'other-2': 'https://example.com/b',
  })
})

t.test('a name that is twice in the file clashes with itself, unless it leads to the same', async t => {
  const { run, targets } = await importing(t)
  const twice =
    'slug,url\nlaunch,https://example.com/a\nlaunch,https://example.com/b\nlaunch,https://example.com/a\n'
  await t.rejects(run(twice), {
    code: 'invalid-import',
    facts: { clashes: [{ line: 3, message: /twice in the file/ }] },
  })
  t.match(await run(twice, { onClash: 'rename' }), { made: 2, alreadyThere: 1 })
  t.strictSame(await targets(), { launch: 'https://example.com/a', 'launch-2': 'https://example.com/b' })
})

t.test('a name on two domains is two links: no old count is lost without a word', async t => {
  const { api, run } = await importing(t)
  const files = {
    Shlink:
      'shortCode,shortUrl,longUrl,visits\nnews,https://a.example/news,https://e.test/,5\nnews,https://b.example/news,https://e.test/,7\nnews,https://c.example/news,https://e.test/,0\n',
    Dub: 'Short link,Destination URL,Clicks\na.example/news,https://e.test/,5\nhttps://b.example/news,https://e.test/,7\nc.example/news,https://e.test/,\n',
    Bitly: `{"links":${JSON.stringify([
      { id: 'a.example/news', long_url: 'https://e.test/', clicks: 5 },
      { id: 'b.example/news', long_url: 'https://e.test/', clicks: 7 },
      { id: 'c.example/news', long_url: 'https://e.test/' },
    ])}}`,
    Rebrandly:
      'Domain,Slashtag,Destination,Clicks\na.example,news,https://e.test/,5\nb.example,news,https://e.test/,7\nc.example,news,https://e.test/,0\n',
  }
  const message = /is twice in the file, at a\.example and at b\.example with 7 old clicks of its own/
  for (const text of Object.values(files)) {
    const facts = { clashTotal: 1, clashes: [{ slug: 'news', message }] }
    await t.rejects(run(text), { code: 'invalid-import', facts })
  }
  t.match(await run(files.Shlink, { onClash: 'keep' }), { made: 1, alreadyThere: 1, clashTotal: 1 })
  t.match(await run(files.Dub, { onClash: 'rename' }), { made: 1, clashes: [{ becomes: 'news-2' }] })
  t.match((await api('GET', '/links/news')).json(), { importedClicks: 5 })
  t.match((await api('GET', '/links/news-2')).json(), { importedClicks: 7 })
  t.match(await run(files.Dub, { onClash: 'rename' }), { made: 0, alreadyThere: 3 })
})

t.test('an account is no part of a file of links', async t => {
  const { ctx } = await importing(t)
  const text = Buffer.from('slug,url\na,https://e.test/\n')
  for (const [told, message] of [
    [{ author: parseHandle('@me') }, 'leave out account=.'],
    [{ followers: 5 }, 'leave out followers=.'],
    [{ author: parseHandle('@me'), followers: 5 }, 'leave out account= and followers=.'],
  ] as const) {
    const choices = { ...usual, ...told, timeProblem: () => null }
    await t.rejects(importFile(ctx, text, choices), { message: new RegExp(message) })
  }
  t.equal(await ctx.db.$count(accounts), 0)
})

t.test('names that no link can have are refused with the remedy, or renamed', async t => {
  const { ctx, run, targets } = await importing(t)
  const file =
    'slug,url\nab,https://e.test/1\ncafé/au lait,https://e.test/2\n🎉,https://e.test/3\nlogin,https://e.test/4\nApp,https://e.test/5\n,https://e.test/6\n'
  await t.rejects(run(file), {
    message: /6 of its links cannot be made/,
    facts: {
      errorTotal: 6,
      errors: [
        { line: 2, slug: 'ab', field: 'slug', message: /3 to 64 characters.*; change it.*onClash=rename/ },
        {},
        {},
        { line: 5, message: /names a part of this service; change it/ },
      ],
    },
  })
  t.match(await run(file, { skipInvalid: true }), { made: 0, errorTotal: 6 })
  t.equal(await ctx.db.$count(links), 0)
  t.match(await run(file, { onClash: 'rename' }), { made: 6, errorTotal: 0, clashTotal: 6 })
  const made = await targets()
  t.match(
    Object.keys(made).filter(slug => slug.startsWith('link-')),
    [/^link-[\da-f]{8}$/, /^link-[\da-f]{8}$/],
  )
  t.match(made, {
    'ab-2': 'https://e.test/1',
    'cafe-au-lait': 'https://e.test/2',
    'login-2': 'https://e.test/4',
    'App-2': 'https://e.test/5',
  })
  t.match(await run(file, { onClash: 'rename' }), { made: 0, alreadyThere: 6 })
})

t.test('bad rows stop the import, or only themselves', async t => {
  const { ctx, run, targets } = await importing(t)
  const file = 'slug,url\nscript,javascript:alert(1)\nlaunch,https://example.com/a\n'
  const errors = [{ line: 2, slug: 'script', field: 'url', message: /must begin with http/ }]
  await t.rejects(run(file), { code: 'invalid-import', status: 400, facts: { errors, errorTotal: 1 } })
  t.equal(await ctx.db.$count(links), 0)
  t.match(await run(file, { dryRun: true }), {
    errors,
    made: 1,
    refused: /^As it is, nothing would be imported/,
  })
  t.match(await run(file, { dryRun: true, skipInvalid: true }), { refused: null })
  t.match(await run(file, { skipInvalid: true }), { errors, made: 1 })
  t.strictSame(await targets(), { launch: 'https://example.com/a' })
})

t.test('a line that may hide others stops the import in any case', async t => {
  const { ctx, run } = await importing(t)
  const file = 'slug,url\nlaunch,https://example.com/a\n"broken"x,https://e.test/\nhidden,https://e.test/\n'
  await t.rejects(run(file, { skipInvalid: true }), {
    code: 'invalid-import',
    message: /lines cannot be read/,
    facts: { errors: [{ line: 3, slug: null, field: null, message: 'has a quote in the wrong place' }] },
  })
  t.equal(await ctx.db.$count(links), 0)
})

t.test('a long file takes several calls, and each goes on where the last one ended', async t => {
  const { ctx, run } = await importing(t)
  const file = `slug,url\n${Array.from({ length: 5_003 }, (_, n) => `n-${n},https://example.com/${n}`).join('\n')}`
  t.match(await run(file), { made: 5_000, left: 3, alreadyThere: 0 })
  t.match(await run(file), { made: 3, left: 0, alreadyThere: 5_000 })
  t.equal(await ctx.db.$count(links), 5_003)
})

t.test('two imports of one file at the same time make each link once', async t => {
  const { ctx, run } = await importing(t)
  const both = await Promise.all([run(table), run(table)])
  t.equal(await ctx.db.$count(links), 2)
  t.equal(
    both.reduce((made, report) => made + report.made, 0),
    2,
  )
  t.equal(
    both.reduce((there, { alreadyThere }) => there + alreadyThere, 0),
    2,
  )
  t.match(both, [{ errorTotal: 0 }, { errorTotal: 0 }])
})

t.test('old counts take part in no number of ours', async t => {
  const { ctx, api, run } = await importing(t)
  await run(table)
  const { clicks, clickers } = (await api('GET', '/links/launch/stats')).json()
  t.strictSame({ clicks, clickers }, { clicks: 0, clickers: 0 })
  const [stored] = await ctx.db.select().from(links).where(eq(links.slug, 'launch'))
  t.equal(stored?.importedClicks, 42)
  const sorted = await api('GET', '/links?sort=clicks')
  t.strictSame(
    sorted.json().data.map(({ slug }: { slug: string }) => slug),
    ['other', 'launch'],
    'they do not order the list',
  )
})

t.test('an expired and a disabled link stay so', async t => {
  const { ctx, run } = await importing(t)
  await run('slug,url,expiresAt\nover,https://example.com/,2020-01-02\n')
  await run('short_url,long_url,is_disabled\noff,https://example.com/,1\n')
  t.match(await ctx.links.get('over'), { expiresAt: new Date('2020-01-02') })
  t.match(await ctx.links.get('off'), { enabled: false })
})

t.test(
  'a table of ours is known without some of its columns, and any list in JSON keeps what it says',
  async t => {
    const { run, api } = await importing(t)
    const own = 'slug,url,tags,account,notes,enabled,clicks,clickers,importedClicks\n'
    await run(`${own}own,https://example.com/own,a|b,me,N,false,5,4,\n`)
    t.match((await api('GET', '/links/own')).json(), {
      ...{ tags: ['a', 'b'], account: '@me', notes: 'N', enabled: false, importedClicks: null },
    })
    const entry = {
      slug: 'listed',
      url: 'https://example.com/',
      clicks: 12,
      expiresAt: '2999-01-01T00:00:00Z',
    }
    await run(JSON.stringify([entry]))
    t.match((await api('GET', '/links/listed')).json(), {
      ...{ importedClicks: 12, expiresAt: '2999-01-01T00:00:00.000Z' },
    })
  },
)

t.test('a row with more cells than columns is named, and nothing of it is shifted', async t => {
  const { run, targets } = await importing(t)
  const rows = 'slug,url,clicks\ntwo,https://example.com/two,3,\none,https://example.com/map?at=1,2,30\n'
  await t.rejects(run(rows), {
    code: 'invalid-import',
    facts: { errors: [{ line: 3, message: /has 4 cells/ }] },
  })
  t.match(await run(rows, { skipInvalid: true }), { made: 1 })
  t.strictSame(await targets(), { two: 'https://example.com/two' })
  await t.rejects(run('slug,url,url\na,https://a.example,https://b.example\n'), {
    message: /Two columns are called url/,
  })
})
