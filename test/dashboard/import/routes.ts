import t from 'tap'
import { links, tweets } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'
import { archiveFiles, zip } from '../../fixtures/zip.js'

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

  t.test('a refusal speaks of what is on the page', async t => {
    const clash = await send({ csv: bitly.replace('/a', '/b'), step: 'import', onClash: 'refuse' })
    t.match(clash.body, 'choose below, at “Links whose name leads elsewhere here”, what becomes of them')
    const bad = `${bitly}bit.ly/bad,javascript:alert(1)\n`
    t.match(
      (await send({ csv: bad, step: 'import', onClash: 'keep' })).body,
      'tick “Leave out rows that cannot',
    )
    const odd = await send({ csv: 'slug,url\nö,https://example.com/\n', step: 'import' })
    t.match(odd.body, 'choose “Rename those of the file” below')
    const overview = 'Date,New follows,Unfollows\n"Tue, Jul 14, 2026",3,1\n'
    t.match((await send({ csv: overview, step: 'import' })).body, 'write the account in “Whose it is” below')
    const unknown = await send({ csv: overview, step: 'import', account: '@nobody' })
    t.match(unknown.body, 'write how many there are now in “Followers now” below')
    t.match(unknown.body, /value="@nobody" id="account"/, 'what was typed stays')
    for (const refused of [clash, odd, unknown])
      t.notMatch(refused.body, /onClash=|skipInvalid=|account=@|followers=5/)
    t.match((await send({ csv: bitly, account: 'with space' })).body, '“Whose it is” must be a handle')
    t.match((await send({ csv: bitly, followers: 'many' })).body, '“Followers now” must be a whole number')
  })

  t.test('an archive of X that was sent as a zip file', async t => {
    const bytes = Uint8Array.from(zip(archiveFiles({ [id]: 'Hello again' })))
    const file = new File([bytes], 'twitter.zip')
    const preview = await send({ file, step: 'preview' })
    t.equal(preview.statusCode, 200)
    t.match(preview.body, '1 row of X archive, with tweets')
    t.match(preview.body, 'This page cannot keep such a file')
    t.match(preview.body, /<textarea[^>]*><\/textarea>/, 'its bytes are no text')
    const cut = new File([bytes.subarray(0, -30)], 'twitter.zip')
    const broken = await send({ file: cut, step: 'preview' })
    t.equal(broken.statusCode, 400)
    t.match(broken.body, 'The zip file cannot be read as a zip file')
  })

  t.test('from one file of X analytics to the reported influence', async t => {
    const preview = await send({ csv: content, step: 'preview', followers: '600' })
    t.notMatch(preview.body, 'id="reported"')
    const blind = await send({ csv: content, step: 'import' })
    t.match(blind.body, /id="reported".*How many followers there were is not known/s)
    const done = await send({ csv: content, step: 'import', followers: '600' })
    t.match(done.body, /id="reported".*2\.0 %.*X reports 12 link clicks on 1 tweet: 2\.0 % of the followers/s)
    t.match(done.body, 'href="/app/accounts/@me#network-reports"')
    t.match(done.body, '<option value="@me">', 'the accounts are offered')
    const older = await send({
      csv: 'Date,New follows,Unfollows\n"Tue, Jul 14, 2026",3,1\n',
      step: 'import',
      account: 'https://x.com/me',
    })
    t.match(figures(older.body), { 'follower counts new': '2', 'counts corrected': '0' })
  })

  t.test('a long file goes on by itself, a part at a time for the script', async t => {
    const count = 5_003
    const many = `slug,url\n${Array.from({ length: count }, (_, n) => `many-${n},https://example.com/${n}`).join('\n')}`
    const first = await send({ csv: many, step: 'import', part: 'on' })
    t.match(first.body, /data-left="3" data-made="5000"/)
    const [, soFar = ''] = /name="soFar" value="([^"]*)"/.exec(first.body) ?? []
    t.equal(soFar, '5000 0 0 0')
    t.match(first.body, />Go on</)
    const last = await send({ csv: many, step: 'import', part: 'on', soFar })
    t.match(figures(last.body), { 'links new': '5,003', 'links already there': '0' })
    t.match(last.body, 'data-done')
    const others = many.replaceAll('many-', 'other-')
    let whole = await send({ csv: others, step: 'import', soFar: 'nonsense' })
    // A busy machine does not get it done in the time of one request.
    const [, done] = /data-left.*name="soFar" value="([^"]*)"/s.exec(whole.body) ?? []
    if (done !== undefined) whole = await send({ csv: others, step: 'import', soFar: done })
    t.match(figures(whole.body), { 'links new': '5,003', 'links already there': '0' })
    t.equal(await ctx.db.$count(links), 2 + 2 * count)
  })

  t.test('a file that nobody knows says what works', async t => {
    const unknown = await send({ csv: 'a,b\n1,2\n', step: 'preview' })
    t.equal(unknown.statusCode, 400)
    t.match(unknown.body, /it has the columns a, b/)
    t.match((await send({ csv: '', step: 'preview' })).body, /The file has no links/)
  })
})
