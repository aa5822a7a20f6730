import t, { type Test } from 'tap'
import { accounts, followerCounts } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

const now = () => new Date('2026-06-01T00:00:00Z')
const path = '/app/followers/import'
const good = 'handle,date,followers\r\n@me,2026-01-01,500\r\n@you,2026-02-01,7'

async function importing(t: Test) {
  const tested = await testApp(t, { now })
  const visitor = await loggedIn(tested)
  const send = (fields: Record<string, string | Blob>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    return visitor.post(path, form)
  }
  const stored = () => tested.ctx.db.$count(followerCounts)
  return { ...tested, visitor, send, stored }
}

const figures = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/figure-value">([^<]*)<\/p><p class="figure-label">([^<]*)/g)].map(
      ([, value, label]) => [label, value],
    ),
  )

t.test('a preview says what would happen, then the import does it', async t => {
  const { send, stored, api } = await importing(t)
  const preview = await send({ csv: good, step: 'preview' })
  t.equal(preview.statusCode, 200)
  t.strictSame(figures(preview.body), {
    'counts would be added': '2',
    'counts would be replaced': '0',
    'counts already there': '0',
    'accounts would be added': '2',
    'tweets would be measured again': '0',
  })
  t.ok(preview.body.includes(good), 'what was typed is kept')
  t.match(preview.body, /value="import"[^>]*>Import now/)
  t.equal(await stored(), 0)

  const done = await send({ csv: good, step: 'import' })
  t.match(figures(done.body), { 'counts added': '2', 'accounts added': '2' })
  t.notMatch(done.body, '@me,2026-01-01')
  t.match((await api('GET', '/accounts/@me')).json(), { followers: 500 })
  t.match(figures((await send({ csv: good, step: 'import' })).body), { 'counts already there': '2' })
})

t.test('a chosen file works without a script', async t => {
  const { send, stored } = await importing(t)
  const file = new File([good], 'followers.csv', { type: 'text/csv' })
  t.ok((await send({ file, csv: 'ignored', step: 'preview' })).body.includes(good))
  t.equal((await send({ file, csv: '', step: 'import' })).statusCode, 200)
  t.equal(await stored(), 2)
  const latin1 = await send({
    file: new File([Buffer.from([0x40, 0xe4])], 'x.csv'),
    csv: '',
    step: 'preview',
  })
  t.match(latin1.body, 'Line 1: is not UTF-8')
})

t.test('every bad line is named, what was typed is kept, and nothing is stored', async t => {
  const { send, stored } = await importing(t)
  const bad =
    '@me,2026-01-01,5\r\n@me,2026-13-01,5\r\n<script>alert(1)</script>,2026-01-02,x\r\n@me,2027-01-01,5'
  for (const step of ['preview', 'import', 'anything']) {
    const refused = await send({ csv: bad, step })
    t.equal(refused.statusCode, 400)
    t.match(
      refused.body,
      /role="alert".*3 lines of the file are wrong.*Line 2: date.*Line 3: handle.*Line 4: date/s,
    )
    t.match(refused.body, '&lt;script>alert(1)&lt;/script>,2026-01-02,x')
    t.notMatch(refused.body, '<script>alert')
    t.notMatch(refused.body, 'Import now')
  }
  t.match((await send({ csv: '', step: 'preview' })).body, 'Line 1: is empty')
  t.equal(await stored(), 0)
})

t.test('a file of ten megabytes is read, and no larger one', async t => {
  const { send } = await importing(t)
  const note = 'x'.repeat(100 * 1024)
  const lines = Array.from(
    { length: 100 },
    (_, n) => `@me,2026-01-01T00:${10 + (n % 50)}:00Z,${n % 50},${note}`,
  )
  const large = await send({
    csv: ['handle,date,followers,note', ...lines, 'note,x'].join('\r\n'),
    step: 'preview',
  })
  t.equal(large.statusCode, 400)
  t.ok(large.body.includes('Line 102: must have three columns'))
  t.match(large.body, 'too large to be kept on this page')
  t.ok(large.body.length < 20_000, 'a browser would take minutes for it')
  const larger = await send({ csv: 'x'.repeat(11 * 1024 * 1024), step: 'preview' })
  t.equal(larger.statusCode, 413)
})

t.test('without a login or the token nothing is imported', async t => {
  const { app, visitor, send, stored, ctx } = await importing(t)
  const forged = await send({ csv: good, step: 'import', _csrf: 'forged' })
  t.equal(forged.statusCode, 403)
  t.match(forged.body, 'Load the page with it again')
  t.equal((await visitor.post(path, { csv: good, step: 'import' })).statusCode, 415, 'another kind of form')
  const form = new FormData()
  form.set('csv', good)
  const stranger = await browser({ app }).post(path, form, '/login')
  t.match(stranger.headers.location, /^\/login/)
  t.equal(await stored(), 0)
  t.equal(await ctx.db.$count(accounts), 0)
})
