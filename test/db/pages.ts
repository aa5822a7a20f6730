import { createHash } from 'node:crypto'
import t from 'tap'
import { pagesOf } from '../../src/db/pages.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'

const wrong = { message: /nextCursor of the page before/ }

t.test('a cursor goes on where its page ended, on its own list with its own filter alone', t => {
  const numbers = pagesOf('numbers', 'integer')
  const page = numbers.open({ limit: 2 }, { of: 'all' })
  t.strictSame([page.after, page.atMost], [undefined, 3])
  const { items, next } = page.cut([5, 6, 7], row => row)
  t.strictSame(items, [5, 6])
  t.type(next, 'string')
  t.equal(numbers.open({ limit: 2, cursor: next }, { of: 'all' }).after, 6)
  t.strictSame(
    page.cut([5, 6], row => row),
    { items: [5, 6], next: null },
    'the last page',
  )
  t.throws(() => numbers.open({ limit: 2, cursor: next }, { of: 'some' }), wrong)
  t.throws(() => pagesOf('others', 'integer').open({ limit: 2, cursor: next }, { of: 'all' }), wrong)
  t.end()
})

/** A cursor as somebody makes it who has read the code. */
const forged = (list: string, text: string) => {
  const held = Buffer.from(text).toString('base64url')
  return createHash('sha256').update(`${list} ${held}`).digest('base64url').slice(0, 11) + held
}

t.test('a forged seal needs a place that the list can have', t => {
  const [time, uuid] = ['2026-01-31T12:00:00.000Z', '0190b1c2-0000-7000-8000-000000000001']
  const kinds = {
    integer: { good: [0, -1, 2 ** 53 - 1], bad: [1.5, 1e30, '1', null, {}, [1]] },
    number: { good: [0.5, -1e300], bad: ['1', null, true, [0.5]] },
    text: { good: ['', 'é'], bad: [1, null, 'a\0b', '\ud800'] },
    time: { good: [time], bad: ['', 'now', '2026', '2026-13-01T00:00:00.000Z', 1, null] },
    uuid: { good: [uuid], bad: ['', 'x', uuid.slice(1), `${uuid}0`, 1, null] },
  } as const
  for (const [kind, { good, bad }] of Object.entries(kinds)) {
    const alone = pagesOf('alone', kind as 'text')
    const pair = pagesOf('pair', ['integer', kind as 'text'])
    for (const place of good) {
      t.equal(alone.problem(forged('alone', JSON.stringify(['', place]))), null, `${kind} ${place}`)
      t.equal(pair.problem(forged('pair', JSON.stringify(['', [1, place]]))), null, `${kind} ${place}`)
    }
    for (const place of bad) {
      t.match(alone.problem(forged('alone', JSON.stringify(['', place]))), 'must be', `${kind} ${place}`)
      t.match(pair.problem(forged('pair', JSON.stringify(['', [1, place]]))), 'must be', `${kind} ${place}`)
    }
    for (const place of [[], [1], [1, good[0], 1], 1])
      t.match(pair.problem(forged('pair', JSON.stringify(['', place]))), 'must be', `${kind}: ${place}`)
  }
  for (const text of ['', 'no JSON', 'null', '1', '"x"', '{}', '[]', '[1]', '[1,1]', '["",null]'])
    t.match(pagesOf('alone', 'integer').problem(forged('alone', text)), 'must be', text)
  t.end()
})

t.test('links are read on by time and by clicks, and neither takes the place of the other', async t => {
  const { ctx, api } = await testApp(t)
  for (let n = 0; n < 3; n++) await issueLink(ctx, { url: 'https://example.com/', slug: `no-${n}` })
  const cursors = []
  for (const sort of ['newest', 'clicks']) {
    const read = async (cursor?: string) => {
      const { data, nextCursor } = (
        await api('GET', `/links?sort=${sort}&limit=1${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()
      return { slugs: data.map(({ slug }: { slug: string }) => slug), nextCursor }
    }
    const first = await read()
    const second = await read(first.nextCursor)
    const third = await read(second.nextCursor)
    t.strictSame(
      [first, second, third].flatMap(({ slugs }) => slugs),
      ['no-2', 'no-1', 'no-0'],
      sort,
    )
    t.equal(third.nextCursor, null)
    cursors.push(first.nextCursor)
  }
  t.equal((await api('GET', `/links?sort=clicks&limit=1&cursor=${cursors[0]}`)).statusCode, 400)
  t.equal((await api('GET', `/links?sort=newest&limit=1&cursor=${cursors[1]}`)).statusCode, 400)
})

t.test('no forged cursor is an error of ours', async t => {
  const { ctx, api, app } = await testApp(t)
  await issueLink(ctx, { url: 'https://example.com/', slug: 'launch' })
  for (const text of ['no JSON', '["",["x",{}]]', '["",-1]', '["",[1e30,1]]', '["",{"a":"\\u0000"}]']) {
    for (const [list, path] of [
      ['links', '/links?cursor='],
      ['links by clicks', '/links?sort=clicks&cursor='],
      ['arrivals', '/clicks?since='],
      ['hits', '/links/launch/clicks?cursor='],
      ['targets', '/links/launch/targets?cursor='],
      ['accounts', '/accounts?cursor='],
      ['lists', '/lists?cursor='],
      ['leaderboard', '/leaderboard?cursor='],
    ] as const) {
      const { statusCode } = await api('GET', path + forged(list, text))
      t.equal(statusCode, 400, `${path} ${text}`)
    }
    t.equal((await app.inject(`/leaderboard?cursor=${forged('leaderboard', text)}`)).statusCode, 400, text)
  }
})
