import { eq } from 'drizzle-orm'
import { pino } from 'pino'
import t from 'tap'
import { everything } from '../../src/auth/access.js'
import { openFigures } from '../../src/badge/figures.js'
import { readConfig } from '../../src/config.js'
import { connect } from '../../src/db/connect.js'
import { links } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
/** Nothing is announced. */
const quiet = { version: () => 1 }
const log = pino({ level: 'silent' })
const ctx = {
  access: everything,
  db,
  log,
  config: readConfig({}),
  now: () => new Date('2026-05-03T00:00:00Z'),
}

t.test('an @ makes it an account', async t => {
  const accountId = await storeAccount(db, '@same', {}, { public: true })
  const link = { public: true }
  await storeTweet(db, 'same', { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: 4 }, link })
  const read = openFigures(ctx, quiet)
  t.strictSame(await read('same', 'followersWhoClick'), { state: 'known', name: 'same', text: '4' })
  t.strictSame(await read('@SAME', 'followersWhoClick'), { state: 'known', name: '@same', text: null })
})

t.test('unknown, private, deleted and malformed names are all unknown', async t => {
  await storeLink(db, 'private')
  await storeLink(db, 'deleted', { public: true, deletedAt: new Date() })
  await storeAccount(db, '@private')
  const read = openFigures(ctx, quiet)
  for (const name of [
    'nobody',
    'private',
    'deleted',
    '@nobody',
    '@private',
    '',
    '@',
    'a b',
    'x\0',
    '@x\0',
    "'--",
  ]) {
    t.strictSame(await read(name, 'clicks'), { state: 'unknown' }, JSON.stringify(name))
  }
})

t.test('a figure read moments ago is not asked for again, another metric is', async t => {
  await storeLink(db, 'kept', { public: true })
  const read = openFigures(ctx, quiet)
  t.match(await read('kept', 'clicks'), { state: 'known' })
  await db.update(links).set({ public: false }).where(eq(links.slug, 'kept'))
  t.match(await read('kept', 'clicks'), { state: 'known' })
  t.match(await read('kept', 'clickers'), { state: 'unknown' })
  t.match(await openFigures(ctx, quiet)('kept', 'clicks'), { state: 'unknown' })
})

t.test('a database that is not there makes it unavailable', async t => {
  const gone = connect('postgres://nobody@127.0.0.1:1/nothing', { max: 1 })
  t.teardown(() => gone.$client.end({ timeout: 0 }))
  t.strictSame(await openFigures({ ...ctx, db: gone }, quiet)('same', 'clicks'), { state: 'unavailable' })
})
