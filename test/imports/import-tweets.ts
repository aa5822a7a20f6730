import { eq } from 'drizzle-orm'
import t from 'tap'
import { removeAccount } from '../../src/accounts/change.js'
import { parseHandle } from '../../src/accounts/handle.js'
import { accounts, links, tweetPostings, tweets } from '../../src/db/schema.js'
import { importFile } from '../../src/imports/import-file.js'
import type { ImportChoices } from '../../src/imports/report.js'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount } from '../fixtures/numbers.js'

const now = () => new Date('2026-08-01T00:00:00Z')
const head = 'Post id,Date,Post text,Post Link,Impressions,Likes,URL Clicks'
/** The id of a tweet at this time. */
const idAt = (time: string) => String(BigInt(Date.parse(time) - 1_288_834_974_657) << 22n)
const [first, second] = [idAt('2026-07-14T12:00:00Z'), idAt('2026-07-15T12:00:00Z')]
const row = (
  id: string,
  text: string,
  impressions: number | string,
  clicks: number | string,
  who = 'Writer',
) => `${id},"Tue, Jul 14, 2026","${text}",https://x.com/${who}/status/${id},"${impressions}",3,"${clicks}"`
const lines = (...rows: string[]) => `${[head, ...rows].join('\n')}\n`

async function importing(t: Parameters<typeof testApp>[0]) {
  const { ctx, api } = await testApp(t, { now, env: { BASE_URL: 'https://sho.rt' } })
  t.beforeEach(async () => {
    for (const table of [tweetPostings, links, tweets, accounts]) await ctx.db.delete(table)
  })
  const run = (text: string, choices: Partial<ImportChoices & { followers: number }> = {}) =>
    importFile(ctx, Buffer.from(text), {
      ...{ dryRun: false, onClash: 'refuse', skipInvalid: false, timeProblem: () => null },
      ...choices,
    })
  const stored = () =>
    ctx.db
      .select({ id: tweets.statusId, seen: tweets.impressions, clicked: tweets.reportedClicks })
      .from(tweets)
      .orderBy(tweets.tweetedAt)
  return { ctx, api, run, stored }
}

t.test('the content of X analytics', async t => {
  const { ctx, api, run, stored } = await importing(t)

  t.test('its tweets come with their numbers, at the time in their ids, once', async t => {
    const file = lines(row(first, 'Hello, you', '1,200', 12), row(second, 'More', 50, ''))
    t.match(await run(file, { dryRun: true }), {
      what: 'tweets',
      dryRun: true,
      rows: 2,
      made: 2,
      attached: 0,
    })
    t.equal(await ctx.db.$count(tweets), 0)
    t.match(await run(file), { source: 'X analytics', made: 2, changed: 0, alreadyThere: 0, left: 0 })
    t.strictSame(await stored(), [
      { id: first, seen: 1200, clicked: 12 },
      { id: second, seen: 50, clicked: null },
    ])
    const [tweet] = await ctx.db.select().from(tweets).where(eq(tweets.statusId, first))
    t.match(tweet, {
      text: 'Hello, you',
      url: `https://x.com/Writer/status/${first}`,
      tweetedAt: new Date('2026-07-14T12:00:00Z'),
      windowEndsAt: new Date('2026-07-21T12:00:00Z'),
      published: true,
    })
    t.match(await run(file), { made: 0, changed: 0, alreadyThere: 2 })
  })

  t.test('newer numbers win, and an older file changes nothing', async t => {
    await run(lines(row(first, 'A', 100, 5)))
    t.match(await run(lines(row(first, 'A', 150, 7))), { made: 0, changed: 1 })
    t.match(await run(lines(row(first, 'A', 100, 5), row(first, 'A', 120, ''))), {
      changed: 0,
      alreadyThere: 1,
    })
    t.strictSame(await stored(), [{ id: first, seen: 150, clicked: 7 }])
  })

  t.test('a tweet with two mistakes is one that cannot be stored', async t => {
    const file = lines(row(first, 'A', '1K', -5), row(second, 'B', 1, 'x'))
    const twoOf = /^Nothing was imported: 2 of its tweets cannot be stored/
    await t.rejects(run(file), { message: twoOf, facts: { errorTotal: 3 } })
    await run(lines(row(second, 'B', 1, 2)))
    const more = /^Nothing more was imported, and 1 of its tweets were here before: 1 of its tweets cannot/
    await t.rejects(run(lines(row(first, 'A', '1K', -5), row(second, 'B', 1, 2))), { message: more })
  })

  t.test('a tweet without a link of ours takes part in nothing', async t => {
    await storeAccount(ctx.db, '@writer', { '2026-07-01T00:00:00Z': 500 })
    await run(lines(row(first, 'A', 100, 50)))
    t.match((await api('GET', '/accounts/writer/influence')).json(), { tweets: 0, drafts: 0, score: null })
    t.match((await api('GET', '/accounts/writer/tweets')).json(), { tweets: 0, drafts: 0, data: [] })
  })

  t.test('our link in a tweet is attached to it, by its address or by the code of its clicks', async t => {
    const accountId = await storeAccount(ctx.db, '@writer')
    const draft = { accountId, network: 'x' as const, tweetedAt: now(), windowEndsAt: now(), begun: true }
    const [begun] = await ctx.db.insert(tweets).values(draft).returning()
    const { id: linkId } = await storeLink(ctx.db, 'clicked', { tweetId: begun?.id ?? null })
    await ctx.db
      .insert(tweetPostings)
      .values({ linkId, posting: 'AbCdEf1234', xForIphone: false, clicks: 1, clickers: 1 })
    await storeLink(ctx.db, 'launch')
    await storeLink(ctx.db, 'elsewhere')
    const file = lines(
      row(first, 'See https://sho.rt/launch! Not https://e.test/elsewhere', 100, 5),
      row(second, 'See https://t.co/AbCdEf1234', 60, 6),
    )
    t.match(await run(file, { dryRun: true }), { attached: 2 })
    t.match(await run(file), { made: 2, attached: 2, errorTotal: 0 })
    const attached = async (slug: string) => (await api('GET', `/links/${slug}`)).json().tweet?.id ?? null
    t.equal(await attached('launch'), first)
    t.equal(await attached('clicked'), second)
    t.equal(await attached('elsewhere'), null)
    t.match((await api('GET', '/links/launch/influence')).json(), { impressions: 100, reportedClicks: 5 })
    t.match(await run(file), { made: 0, changed: 0, attached: 0 })
  })

  t.test('a tweet of which only the time was typed is the one that was posted then', async t => {
    const accountId = await storeAccount(ctx.db, '@writer')
    const timed = async (slug: string, tweetedAt: string) => {
      await storeLink(ctx.db, slug)
      const body = { tweetedAt, impressions: 40, reportedClicks: 2 }
      t.equal((await api('PUT', `/links/${slug}/tweet`, body)).statusCode, 200)
    }
    await timed('near', '2026-07-14T20:00:00Z')
    await timed('far', '2026-07-20T12:00:00Z')
    const file = lines(
      row(first, 'https://sho.rt/near https://sho.rt/far', 100, 5),
      row(second, 'Again https://sho.rt/near', 60, 6),
    )
    t.match(await run(file, { dryRun: true }), { made: 2, attached: 1 })
    t.match(await run(file), { made: 2, attached: 1, errorTotal: 0 })
    t.match((await api('GET', '/links/near')).json(), {
      account: '@writer',
      tweet: { id: first, tweetedAt: '2026-07-14T12:00:00.000Z' },
    })
    t.match((await api('GET', '/links/far')).json(), { tweet: { id: null } })
    t.equal(await ctx.db.$count(tweets), 3, 'the one without an address is gone')
    t.match(
      (await stored()).filter(({ id }) => id === first),
      [{ seen: 100, clicked: 5 }],
    )
    t.match(await run(file), { made: 0, attached: 0, alreadyThere: 2 })
    t.ok(accountId)
  })

  t.test('the same file twice at once makes each tweet once', async t => {
    const file = lines(row(first, 'One', 100, 5), row(second, 'Two', 60, 6))
    const reports = await Promise.all([run(file), run(file)])
    t.equal(
      reports.reduce((sum, { made }) => sum + made, 0),
      2,
    )
    t.equal(
      reports.reduce((sum, { alreadyThere }) => sum + alreadyThere, 0),
      2,
    )
  })

  t.test('an account that is not in the file is refused', async t => {
    const file = Buffer.from(lines(row(first, 'One', 100, 5)))
    const usual = { dryRun: false, onClash: 'refuse' as const, skipInvalid: false, timeProblem: () => null }
    const author = parseHandle('@other')
    for (const [followers, unneeded] of [
      [null, 'account='],
      [5, 'account= and followers='],
    ] as const) {
      await t.rejects(importFile(ctx, file, { ...usual, author, followers }), {
        message: `The file is of @Writer, not of @other: leave out ${unneeded}.`,
      })
    }
    t.equal(await ctx.db.$count(accounts), 0)
    const same = { ...usual, author: parseHandle('@writer') }
    t.match(await importFile(ctx, file, same), { made: 1 })
  })

  t.test('a link of another account, or a code that several links have, is left alone', async t => {
    const accountId = await storeAccount(ctx.db, '@other')
    const rest = { network: 'x' as const, tweetedAt: now(), windowEndsAt: now(), begun: true }
    const [theirs] = await ctx.db
      .insert(tweets)
      .values({ ...rest, accountId })
      .returning()
    await storeLink(ctx.db, 'theirs', { tweetId: theirs?.id ?? null })
    for (const slug of ['one', 'two']) {
      const [tweet] = await ctx.db.insert(tweets).values(rest).returning()
      const { id: linkId } = await storeLink(ctx.db, slug, { tweetId: tweet?.id ?? null })
      await ctx.db
        .insert(tweetPostings)
        .values({ linkId, posting: 'AbCdEf1234', xForIphone: false, clicks: 1, clickers: 1 })
    }
    t.match(await run(lines(row(first, 'https://sho.rt/theirs https://t.co/AbCdEf1234', 9, 1))), {
      made: 1,
      attached: 0,
    })
  })

  t.test('bad rows are named with their line, and stop the import unless they are left out', async t => {
    const file = lines(
      row(first, 'A', 100, 5),
      row(second, 'B', 'many', 5),
      `${second},,text,https://x.com/i/status/${second},1,1,1`,
      'x,,text,https://e.test/,1,1,1',
      row(idAt('2027-01-01T00:00:00Z'), 'C', 1, 1),
    )
    const errors = [
      { line: 3, slug: second, field: 'Impressions', message: 'must be a whole number' },
      { line: 4, field: 'Post Link', message: /must name its author/ },
      { line: 5, field: 'Post Link', message: /must be the address of a tweet/ },
      { line: 6, field: 'Post Link', message: /of the future/ },
    ]
    await t.rejects(run(file), { code: 'invalid-import', facts: { errorTotal: 4, errors } })
    // Also if it is unclear whose it is.
    await t.rejects(run(file, { followers: 500 }), { code: 'invalid-import', facts: { errorTotal: 4 } })
    t.equal(await ctx.db.$count(tweets), 0)
    const twice = lines(row(first, 'A', 'many', 'few'))
    await t.rejects(run(twice), { message: /: 1 of its tweets/, facts: { errorTotal: 2 } })
    t.match(await run(file, { skipInvalid: true }), { made: 1, errorTotal: 4 })
    await run(lines(row(second, 'B', 1, 1)))
    await t.rejects(run(lines(row(second, 'B', 1, 1, 'Somebody'))), {
      code: 'invalid-import',
      facts: { errors: [{ line: 2, message: /is a tweet of @writer here/ }] },
    })
  })

  t.test('a file that does not say how many clicked is refused', async t => {
    const german = `Post-ID,Post-Link,Impressions,URL-Klicks\n${first},https://x.com/writer/status/${first},9,8\n`
    await t.rejects(run(german), { code: 'invalid-import', message: /no column called “URL Clicks”/ })
    t.equal(await ctx.db.$count(tweets), 0)
  })

  t.test('files of other times and places are read, too', async t => {
    const older =
      '"Tweet id","Tweet permalink","Tweet text","time","impressions","likes","url clicks"\r\n' +
      `"${first}","https://twitter.com/writer/status/${first}","A","2026-07-14 12:00 +0000","1139.0","2.0","-"\r\n`
    t.match(await run(older), { made: 1 })
    const titled = `\ufeffAccount analytics, July\n\nPost id;Post Link;Impressions;URL Clicks\n1,8E+18;https://x.com/writer/status/${second};1.234;56\nx;;1;1\n`
    await t.rejects(run(titled), { code: 'invalid-import', facts: { errors: [{ line: 5 }] } })
    t.match(await run(titled, { skipInvalid: true }), { made: 1, rows: 2 })
    t.strictSame(await stored(), [
      { id: first, seen: 1139, clicked: null },
      { id: second, seen: 1234, clicked: 56 },
    ])
  })
})

t.test('the tweets that a network gives out', async t => {
  const { api, run } = await importing(t)
  const links = async (...slugs: string[]) => {
    for (const slug of slugs) await api('POST', '/links', { url: 'https://example.com/', slug })
  }
  const linkOf = async (slug: string) => (await api('GET', `/links/${slug}`)).json()

  t.test('of Mastodon: the first one with a link of ours keeps it', async t => {
    await links('bread', 'cakes')
    const post = (id: string, slug: string) => ({
      type: 'Create',
      object: {
        url: `https://mastodon.example/@nell/${id}`,
        published: `2026-03-0${id.at(-1)}T10:00:00Z`,
        content: `<p><a href="https://sho.rt/${slug}">sho.rt/${slug}</a></p>`,
      },
    })
    const outbox = { orderedItems: [post('112', 'bread'), post('111', 'bread'), post('113', 'cakes')] }
    t.match(await run(JSON.stringify(outbox)), { source: 'Mastodon', made: 3, attached: 2 })
    t.match(await linkOf('bread'), {
      account: '@nell@mastodon.example',
      tweet: { url: 'https://mastodon.example/@nell/111', tweetedAt: '2026-03-01T10:00:00.000Z' },
    })
    t.match(await run(JSON.stringify(outbox)), { made: 0, alreadyThere: 3, attached: 0 })
  })

  t.test('of Bluesky', async t => {
    await links('tulips')
    const post = {
      uri: 'at://did:plc:abc/app.bsky.feed.post/3kabcdefghi2x',
      author: { handle: 'nell.example.com' },
      record: { text: 'sho.rt/tulips', createdAt: '2026-03-01T10:00:00.000Z' },
    }
    t.match(await run(JSON.stringify({ feed: [{ post }] })), { source: 'Bluesky', made: 1, attached: 1 })
    t.match(await linkOf('tulips'), { account: '@nell.example.com' })
  })

  t.test('of an X archive, whose account must be given', async t => {
    const file = `window.YTD.tweets.part0 = [{"tweet": {"id_str": "${first}", "full_text": "hi"}}]`
    await t.rejects(run(file), { code: 'invalid-import', message: /account=@me/ })
    const send = (account: string) =>
      api('POST', `/imports?account=${encodeURIComponent(account)}`, undefined, {
        payload: file,
        headers: { 'content-type': 'application/octet-stream' },
      })
    t.match((await send('@me@mastodon.example')).json(), { code: 'invalid-import' })
    t.match((await send('@nell')).json(), { source: 'X archive', made: 1 })
  })
})

t.test(
  'what was reported of tweets without a link goes with their account, and comes back to it',
  async t => {
    const { ctx, run, stored } = await importing(t)
    const file = lines(row(first, 'Hello', 500, 5))
    await run(file)
    await removeAccount(ctx, '@writer')
    t.strictSame(await stored(), [], 'nothing is left that nobody can erase')
    await run(file)
    await ctx.db.update(tweets).set({ accountId: null })
    await run(file)
    const [account] = await ctx.db.select().from(accounts)
    t.match(await ctx.db.select().from(tweets), [{ accountId: account?.id }])
  },
)

t.test('a count with a comma that is not in quotes is not taken for two', async t => {
  const { run, stored } = await importing(t)
  const file = `${head}\n${first},x,Hello,https://x.com/writer/status/${first},1,234,3,7\n`
  await t.rejects(run(file), {
    code: 'invalid-import',
    facts: { errors: [{ line: 2, message: /has 8 cells/ }] },
  })
  t.strictSame(await stored(), [])
})
