import t from 'tap'
import { links, tweets } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

const now = () => new Date('2026-08-01T00:00:00Z')
const path = '/app/import'
const id = String(BigInt(Date.parse('2026-07-14T12:00:00Z') - 1_288_834_974_657) << 22n)
const content = `Post id,Post text,Post Link,Impressions,URL Clicks\n${id},Hello,https://x.com/me/status/${id},"1,200",12\n`
const bitly = 'Bitlink,Long URL\nbit.ly/launch,https://example.com/a\n'

const figures = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/figure-value">([^<]*)<\/p><p class="figure-label">([^<]*)/g)].map(
      ([, value, label]) => [label, value],
    ),
  )

t.test('the page that imports any file', async t => {
  const tested = await testApp(t, { now })
  const { ctx, api } = tested
  const visitor = await loggedIn(tested)
  const send = (fields: Record<string, string | Blob>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return visitor.post(path, form)
  }

  t.test('X analytics: a preview keeps the file, then the import takes it from the page', async t => {
    const file = new File([content], 'account_analytics_content.csv', { type: 'text/csv' })
    const preview = await send({ file, csv: '', step: 'preview' })
    t.equal(preview.statusCode, 200)
    t.match(figures(preview.body), { 'tweet would be new': '1', 'links would be attached': '0' })
    t.match(preview.body, 'https://x.com/me/status/')
    t.match(preview.body, /value="import"[^>]*>Import now/)
    t.equal(await ctx.db.$count(tweets), 0)
    const done = await send({ csv: content, step: 'import' })
    t.match(figures(done.body), { 'tweet new': '1', 'tweets with newer numbers': '0' })
    t.notMatch(done.body, 'Import now')
    t.match(await ctx.db.select().from(tweets), [{ statusId: id, impressions: 1200, reportedClicks: 12 }])
  })

  t.test('a clash is named before anything happens, and a choice settles it', async t => {
    await api('POST', '/links', { url: 'https://example.com/ours', slug: 'launch' })
    const refused = await send({ csv: bitly, step: 'import', onClash: 'refuse' })
    t.equal(refused.statusCode, 400)
    t.match(refused.body, /Line 2, launch: leads to https:\/\/example.com\/ours already/)
    t.match((await send({ csv: bitly, step: 'preview', onClash: 'rename' })).body, /becomes launch-2/)
    t.equal(await ctx.db.$count(links), 1)
    const done = await send({ csv: bitly, step: 'import', onClash: 'rename' })
    t.match(figures(done.body), { 'link new': '1' })
    t.equal((await api('GET', '/links/launch-2')).json().url, 'https://example.com/a')
  })

  t.test('a file that nobody knows says what works', async t => {
    const unknown = await send({ csv: 'a,b\n1,2\n', step: 'preview' })
    t.equal(unknown.statusCode, 400)
    t.match(unknown.body, /it has the columns a, b/)
    t.match((await send({ csv: '', step: 'preview' })).body, /The file has no links/)
  })
})
