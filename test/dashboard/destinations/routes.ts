import t from 'tap'
import { links } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

const test = await testApp(t)
const { db } = test.ctx
const { get, post } = await loggedIn(test)
const page = '/app/destinations'
const about = (url: string) => `${page}?url=${encodeURIComponent(url)}`

t.test('friends get a link each, and a message to send', async t => {
  const url = 'https://example.com/blog'
  const answer = await post(page, {
    url: ` ${url} `,
    accounts: '@ann, @bob.bsky.social\n@cid@mastodon.social',
  })
  t.equal(answer.statusCode, 303)
  t.equal(answer.headers.location, `${about(url)}#send`)
  const { body } = await get(about(url))
  for (const account of ['@ann', '@bob.bsky.social', '@cid@mastodon.social']) {
    t.match(body, `Would you tweet this for me, ${account}? https://sho.rt/`)
    t.match(body, `it as ${account} on `)
  }
  for (const place of [
    'https://x.com/intent/',
    'https://bsky.app/intent/',
    'https://mastodon.social/share',
  ]) {
    t.match(body, `href="${place}`, 'the way to write it at once')
  }
  t.match(body, 'Nobody has clicked yet.')
  t.match((await get(page)).body, `${url}</a><span class="hint">3 accounts, 0 clickers`)
})

t.test('asking again makes nothing new', async t => {
  const before = await db.$count(links)
  await post(page, { url: 'https://example.com/blog', accounts: '@ANN' })
  t.equal(await db.$count(links), before)
})

t.test('one sees whose tweet brought the traffic', async t => {
  const url = 'https://example.com/seen'
  const tweetedAt = '2026-05-01T12:00:00.000Z'
  const eve = await storeAccount(db, '@eve', { [tweetedAt]: 5000 })
  const fay = await storeAccount(db, '@fay')
  await storeTweet(db, 'of-eve', { accountId: eve, tweetedAt, clickers: { x: 120 }, link: { url } })
  await storeTweet(db, 'of-fay', { accountId: fay, tweetedAt, clickers: { x: 30 }, link: { url } })
  const { body } = await get(about(`${url}?utm_source=any`))
  t.match(body, '@eve brought 120 of 150 clickers (80 %); 120 of 5,000 followers clicked: 2.4 %.')
  t.match(body, /@eve<\/a>.*2\.4 %<.*likely 2\.0–2\.9 %<.*120 of 5,000 followers clicked.*@fay<\/a>/s)
  t.notMatch(body, 'Would you tweet this', 'both have tweeted')
})

t.test('the most efficient leads, or the one who brought most', async t => {
  const url = 'https://example.com/efficient'
  const tweetedAt = '2026-05-01T12:00:00.000Z'
  for (const [handle, followers, clickers] of [
    ['@loud', 20_000, 451],
    ['@loved', 500, 449],
    ['@lone', undefined, 3],
  ] as const) {
    const accountId = await storeAccount(db, handle, followers ? { [tweetedAt]: followers } : {})
    await storeTweet(db, `by-${handle.slice(1)}`, {
      accountId,
      tweetedAt,
      clickers: { x: clickers },
      link: { url },
    })
  }
  const seen = async (query: string) => {
    const { body } = await get(about(url) + query)
    const who = [...body.matchAll(/<th scope="row"[^>]*><a href="[^"]+">(@\w+)</g)].map(([, name]) => name)
    const sorted = /aria-sort="descending"><a [^>]*>([^<]+)</.exec(body)?.[1]
    return { body, who, sorted }
  }
  const first = await seen('')
  t.match(first, { who: ['@loved', '@loud', '@lone'], sorted: 'Per follower' })
  t.match(first.body, '<p class="sentence">@loved brought 449 of 903 clickers (50 %)')
  const [, address = ''] = /href="([^"]*sort=clickers#results)">In all</.exec(first.body) ?? []
  t.equal(address.replace('&amp;', '&'), `${about(url)}&sort=clickers#results`)
  const all = await seen('&sort=clickers')
  t.match(all, { who: ['@loud', '@loved', '@lone'], sorted: 'In all' })
  t.match(all.body, '<p class="sentence">@loud brought 451 of 903 clickers (50 %)')
})

t.test('an address that nobody has a link to, and one that cannot have any', async t => {
  t.match((await get(about('https://example.com/unknown'))).body, 'No link of this service leads there yet.')
  for (const url of [
    '',
    'nonsense',
    'javascript:alert(1)',
    'https://sho.rt/x',
    '"><script>alert(1)</script>',
  ]) {
    const { statusCode, body } = await get(about(url))
    t.equal(statusCode, 400, url)
    t.match(body, 'id="looked-up-problem"')
    t.notMatch(body, '<script>alert')
  }
})

t.test('a wrong form keeps what was typed, says what is wrong, and makes nothing', async t => {
  const before = await db.$count(links)
  const wrong = [
    [{ url: '', accounts: '@ann' }, /id="url-problem"/],
    [{ url: 'https://example.com/', accounts: ' , ' }, /id="accounts-problem">Must not be empty\./],
    [
      { url: 'https://example.com/', accounts: '@ann\n<b>no\u202e' },
      /id="accounts-problem">“&lt;b>no\u202e” must be a handle/,
    ],
    [{ url: 'ftp://example.com/', accounts: 'x'.repeat(10_000) }, /id="url-problem".*id="accounts-problem"/s],
    [{ url: 'https://example.com/', accounts: '@a '.repeat(1001) }, /at most 1000 entries/],
  ] as const
  for (const [fields, problem] of wrong) {
    const { statusCode, body } = await post(page, fields)
    t.equal(statusCode, 400)
    t.match(body, problem)
    t.match(body, fields.accounts.slice(0, 9).replace('<', '&lt;'), 'kept')
  }
  t.equal(await db.$count(links), before)
})

t.test('neither strangers nor other sites get in', async t => {
  const stranger = browser(test)
  const answer = await stranger.get(about('https://example.com/blog'))
  t.equal(answer.statusCode, 303)
  t.match(answer.headers.location, /^\/login\?next=%2Fapp%2Fdestinations/)
  const before = await db.$count(links)
  const forged = await post(page, { url: 'https://example.com/x', accounts: '@ann', _csrf: 'forged' })
  t.equal(forged.statusCode, 403)
  t.equal(await db.$count(links), before)
})
