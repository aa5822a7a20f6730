import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { accounts, tweets } from '../../src/db/schema.js'
import { Client } from '../fixtures/client.js'
import { commandLine } from '../fixtures/command-line.js'
import { adminKey, service } from '../fixtures/service.js'
import { archiveFiles, zip } from '../fixtures/zip.js'

t.test('an archive of X: tweets, our links in them, their t.co codes, and the follower count', async t => {
  const { address, context } = await service(t)
  const api = new Client(address, adminKey)
  await api.ask('POST', '/links', { url: 'https://example.com/tulips', slug: 'tulips' })
  const tweet = (id: string, text: string, urls: object[] = []) => ({
    tweet: { id_str: id, full_text: text, entities: { urls } },
  })
  const ours = { url: 'https://t.co/AbC1', expanded_url: `${context.config.baseUrl}/tulips` }
  const path = join(t.testdir(), 'twitter.zip')
  await writeFile(
    path,
    zip({
      'data/tweets.js': `window.YTD.tweets.part0 = ${JSON.stringify([
        tweet('1050118621198921728', 'Tulips! https://t.co/AbC1', [ours]),
        tweet('1050118621198921800', 'Nothing to click'),
      ])}`,
      'data/tweets-part1.js': `window.YTD.tweets.part1 = ${JSON.stringify([tweet('1050118621198921900', 'More')])}`,
      'data/account.js': 'window.YTD.account.part0 = [{"account": {"username": "Nell"}}]',
      'data/manifest.js':
        'window.__THAR_CONFIG = {"archiveInfo": {"generationDate": "2026-07-14T10:20:30.000Z"}}',
      'data/follower.js': 'window.YTD.follower.part0 = [{"follower": {}}, {"follower": {}}]',
    }),
  )
  const run = async (...words: string[]) => {
    const env = { FIVEHUNDRED_URL: address, FIVEHUNDRED_KEY: adminKey }
    const { status, out, err } = await commandLine(['import', path, '--json', ...words], env)
    t.equal(status, 0, err)
    return JSON.parse(out)
  }
  t.match(await run('--dry-run'), { source: 'X archive', rows: 3, made: 3, attached: 1 })
  t.equal(await context.db.$count(tweets), 0)
  t.equal(await context.db.$count(accounts), 0)

  t.match(await run(), { rows: 3, made: 3, alreadyThere: 0, attached: 1, left: 0 })
  t.match(await api.ask('GET', '/links/tulips'), {
    account: '@nell',
    tweet: { url: 'https://x.com/nell/status/1050118621198921728', tweetedAt: '2018-10-10T20:19:24.211Z' },
  })
  const rows = await context.db.select().from(tweets).orderBy(tweets.statusId)
  t.strictSame(
    rows.map(({ text, postingCodes }) => [text, postingCodes]),
    [
      [`Tulips! ${context.config.baseUrl}/tulips`, ['AbC1']],
      ['Nothing to click', null],
      ['More', null],
    ],
  )
  t.match(await api.ask('GET', '/accounts/@nell/followers'), {
    data: [{ followers: 2, countedAt: '2026-07-14T10:20:30.000Z', source: 'archive' }],
  })
  t.match(await run(), { made: 0, alreadyThere: 3, attached: 0 }, 'a second run changes nothing')
  t.strictSame(await context.db.select().from(tweets).orderBy(tweets.statusId), rows)
})

t.test('a bad tweet far behind in an archive: what was stored before it is told', async t => {
  const { address, context } = await service(t)
  const path = join(t.testdir(), 'twitter.zip')
  const good = Array.from({ length: 1_500 }, (_, n): [string, string] => [
    String(1050118621198921728n + BigInt(n)),
    'x'.repeat(1_000),
  ])
  await writeFile(path, zip(archiveFiles(Object.fromEntries([...good, ['none', 'No tweet']]))))
  const env = { FIVEHUNDRED_URL: address, FIVEHUNDRED_KEY: adminKey }
  const { status, err } = await commandLine(['import', path], env)
  t.equal(status, 1)
  const stored = await context.db.$count(tweets)
  t.ok(stored > 0 && stored < 1_500)
  const told =
    /The rest was not imported: 1 of its tweets .* Before that, ([\d,]+) rows were imported, and stay/
  t.equal(Number(told.exec(err)?.[1]?.replace(',', '')), stored, err)
  t.match(err, /^ {2}entry 1501: has no id of a tweet/m)
})

t.test('what is no archive is told in a sentence', async t => {
  const path = join(t.testdir(), 'photos.zip')
  await writeFile(path, zip({ 'photo.jpg': 'x' }))
  const { status, err } = await commandLine(['import', path], {
    FIVEHUNDRED_URL: 'http://localhost:9',
    FIVEHUNDRED_KEY: 'x',
  })
  t.equal(status, 1)
  t.match(err, /photos\.zip has no data\/tweets\.js: it is no archive of X\.\n$/)
})
