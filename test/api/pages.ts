// Every list of the API pages by cursors that only it looks into, and takes no cursor of another
// list or filter.
import { inArray } from 'drizzle-orm'
import t from 'tap'
import { createList } from '../../src/accounts/lists/create.js'
import { accounts, links, staleScores } from '../../src/db/schema.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const at = '2026-05-01T00:00:00Z'
const { api, ctx } = await testApp(t, {
  env: { API_REQUESTS_PER_MINUTE: '100000' },
  now: () => new Date('2026-05-20T00:00:00Z'),
})
for (const [n, name] of ['ann', 'bob', 'cem', 'dan'].entries()) {
  const counts = Object.fromEntries([1, 2, 3, 4].map(day => [`2026-04-0${day}T00:00:00Z`, 1000 * day + n]))
  const accountId = await storeAccount(ctx.db, `@${name}`, counts)
  for (const tweet of ['a', 'b', 'c'])
    await storeTweet(ctx.db, `${name}-${tweet}`, { accountId, tweetedAt: at, clickers: { x: 10 * (n + 1) } })
  await ctx.db.insert(staleScores).values({ accountId })
}
const everyone = (await ctx.db.select().from(accounts)).map(account => handle(account.handle))
for (const name of ['all', 'All of them', 'some', 'Ähnliche'])
  await createList(ctx, { name, accounts: everyone })
const clicked = await ctx.db
  .select()
  .from(links)
  .where(inArray(links.slug, ['ann-a', 'ann-b']))
const linkIds = clicked.map(({ id }) => id)
const from = Date.parse(at)
await countRecords(ctx.db, randomRecords(seeded(3), { count: 60, linkIds, from, to: from + 1_000 }))
await refreshScoresJob(ctx).run(new AbortController().signal)

/**
 * Each list with its filters: the same list with another filter, in both of which there are several
 * pages.
 */
const lists: Record<string, string[]> = {
  '/links': ['q=-', 'sort=clicks', 'account=@ann', 'account=@bob', 'sort=clicks&q=ann'],
  '/accounts': [],
  '/lists': [],
  '/leaderboard': ['list=all', 'list=some', 'minTweets=2', 'window=30d', 'list=all&minTweets=2'],
  '/exchange/@ann': ['list=all', 'list=some'],
  '/exchange/@bob': ['list=all'],
  '/accounts/@ann/tweets': ['sort=influence', 'sort=clickers', 'sort=clicks'],
  '/accounts/@bob/tweets': ['sort=clicks'],
  '/accounts/@ann/followers': [],
  '/accounts/@bob/followers': [],
  '/links/ann-a/clicks': ['kind=human', 'kind=excluded'],
  '/links/ann-b/clicks': ['kind=human'],
}
const addresses = Object.entries(lists).flatMap(([path, filters]) =>
  ['', ...filters].map(filter => `${path}?${filter}`),
)

interface Answer {
  data: unknown[]
  nextCursor: string | null
}

async function page(address: string, limit: number, cursor: string | null = null): Promise<Answer> {
  const answer = await api('GET', `${address}&limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`)
  if (answer.statusCode !== 200) throw new Error(`${address}: ${answer.body}`)
  return answer.json()
}

async function firstCursor(address: string): Promise<string> {
  const { nextCursor } = await page(address, 1)
  if (nextCursor === null) throw new Error(`${address} has only one page.`)
  return nextCursor
}

for (const address of addresses) {
  t.test(`${address} pages through everything once, in order`, async t => {
    const whole = await page(address, 500)
    t.equal(whole.nextCursor, null)
    t.ok(whole.data.length >= 3, 'there are several pages')
    const paged: unknown[] = []
    let cursor: string | null = null
    do {
      const found: Answer = await page(address, 2, cursor)
      paged.push(...found.data)
      cursor = found.nextCursor
    } while (cursor !== null)
    t.strictSame(paged, whole.data)
  })
}

t.test('a cursor of another list, or of another filter, is refused', async t => {
  const cursors = new Map<string, string>()
  for (const address of addresses) cursors.set(address, await firstCursor(address))
  for (const address of addresses) {
    for (const [other, cursor] of cursors) {
      if (other === address) continue
      const answer = await api('GET', `${address}&cursor=${cursor}`)
      t.match(
        [answer.statusCode, answer.json().errors?.map(({ field }: { field: string }) => field)],
        [400, ['cursor']],
        `${address} with a cursor of ${other}`,
      )
    }
  }
})

t.test('a cursor that was changed anywhere is refused, beside what else is wrong', async t => {
  for (const address of addresses.filter(each => each.endsWith('?'))) {
    const cursor = await firstCursor(address)
    const [seal, held] = [cursor.slice(0, 11), cursor.slice(11)]
    const inside = JSON.parse(Buffer.from(held, 'base64url').toString())
    const repacked = (value: unknown) => seal + Buffer.from(JSON.stringify(value)).toString('base64url')
    const bad = [
      held,
      seal,
      `${cursor}A`,
      cursor.slice(0, -1),
      `${cursor[0] === 'A' ? 'B' : 'A'}${cursor.slice(1)}`,
      repacked([inside[0], null]),
      repacked([inside[0], ['x', 'y', 'z']]),
      repacked(null),
      repacked({ ...inside }),
    ]
    for (const one of bad) {
      const answer = await api('GET', `${address}&limit=0&cursor=${encodeURIComponent(one)}`)
      const fields = answer.json().errors?.map(({ field }: { field: string }) => field)
      t.strictSame([answer.statusCode, fields], [400, ['limit', 'cursor']], `${address} ${one}`)
    }
  }
})

t.test('a filter is the same in any order and form', async t => {
  const cursor = await firstCursor('/links?q=-&sort=clicks&account=@ann')
  const { data } = await page('/links?account=ANN&sort=clicks&q=-', 5, cursor)
  t.equal(data.length, 2)
  const ranked = await firstCursor('/leaderboard?list=All of them&minTweets=2')
  t.equal((await page('/leaderboard?minTweets=2&list=all of THEM&window=all', 5, ranked)).data.length, 3)
})
