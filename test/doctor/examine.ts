import { sql } from 'drizzle-orm'
import t from 'tap'
import type { Database } from '../../src/db/connect.js'
import { commandLine } from '../fixtures/command-line.js'
import { contents, examined } from '../fixtures/examined.js'
import { rollupDifferences } from '../fixtures/recount.js'

type Damage = [what: string, damage: (db: Database) => Promise<unknown>, check: string, name: string]

/** Each kind of damage: what is done, and which check names whom. A round's come together. */
const rounds: Damage[][] = [
  [
    [
      'a hit is gone',
      db => db.$client`delete from clicks where id = (select id from clicks where link_id = 1 limit 1)`,
      'journal',
      'one',
    ],
    ['a total is gone', db => db.$client`delete from link_totals where link_id = 2`, 'totals', 'two'],
    [
      'a score is another',
      db => db.$client`update account_scores set score = score * 1.001, valid_until = null`,
      'scores',
      '@me',
    ],
    [
      'a salt is kept',
      db => db.$client`update links set visitor_salt_ends_at = now() - interval '3 hours' where id = 1`,
      'salts',
      'one',
    ],
    [
      'a search finds another',
      db => db.$client`update links set search_text = 'x' where id = 1`,
      'search texts',
      'one',
    ],
    ['arrivals begin again', db => db.$client`select setval('clicks_arrival', 1)`, 'arrivals', 'hits'],
    [
      'a tweet begins late',
      db => db.$client`update tweets set tweeted_at = tweeted_at + interval '1 second' where begun`,
      'tweets',
      'two',
    ],
  ],
  [
    [
      'a hit is there twice',
      db => db.$client`
      insert into clicks select (c).* from (
        select jsonb_populate_record(clicks, jsonb_build_object('clicked_at', clicked_at + interval '1 second')) as c
        from clicks where link_id = 2 and reason is null limit 1
      ) as n`,
      'hits',
      'two',
    ],
    ['a clicker is gone', db => db.$client`delete from visitors where link_id = 1`, 'clickers', 'one'],
    [
      'a total is too high',
      db => db.$client`update link_totals set clicks = clicks + 1 where link_id = 1`,
      'totals',
      'one',
    ],
    [
      'all links have more clicks than each of them',
      db => db.$client`update total_quarters set clicks = clicks + 1`,
      'all links',
      'all links',
    ],
    ['scores are gone', db => db.$client`delete from account_scores`, 'scores', '@me'],
    ['a salt is no salt', db => db.$client`update links set visitor_salt = '' where id = 2`, 'salts', 'two'],
    [
      'an account is found by another name',
      db => db.$client`update accounts set handle_key = '@you'`,
      'names',
      '@me',
    ],
  ],
  [
    [
      'a clicker has another first click',
      db =>
        db.$client`update visitors set first_clicked_at = first_clicked_at + interval '1 second' where link_id = 2`,
      'clickers',
      'two',
    ],
    ['a quarter is gone', db => db.$client`delete from link_quarters where link_id = 1`, 'quarters', 'one'],
    [
      'a country is gone',
      db => db.$client`delete from link_facets where link_id = 2 and facet = 'browser'`,
      'breakdowns',
      'two',
    ],
    [
      'hits of older rules are said to be of newer ones',
      db => db.$client`update link_totals set judged = judged - 1 where link_id = 1`,
      'totals',
      'one',
    ],
    [
      'the prior is another',
      db => db.$client`
      insert into priors (mu, tau, k, nu, half_life_hours, accounts, computed_at) values (1, 1, 2, 7, 2.8, 1, now())`,
      'prior',
      'the newest',
    ],
    [
      'a salt ends before its window',
      db => db.$client`update links set visitor_salt_ends_at = now() + interval '1 hour' where id = 1`,
      'salts',
      'one',
    ],
    ['a tag is gone', db => db.$client`delete from total_tags where tag = ''`, 'all links', 'all links'],
    ['postings are gone', db => db.$client`delete from tweet_postings where link_id = 1`, 'tweets', 'one'],
  ],
  [
    [
      'changes wait that nobody made',
      db => db.$client`
      insert into link_changes (link_id, batch, quarters, facets)
      select 1, gen_random_uuid(), jsonb_build_object((extract(epoch from date_bin('15 minutes', clicked_at, 'epoch')) / 900)::int, '[1, 0, 0]'::jsonb), '{}'
      from clicks limit 1`,
      'quarters',
      'one',
    ],
    [
      'a source is too low',
      db => db.$client`update tweet_sources set clickers = clickers - 1 where link_id = 1`,
      'tweets',
      'one',
    ],
    [
      'a window has lost its clickers',
      db => db.$client`update visitors set window_click_id = null, window_clicked_at = null`,
      'tweets',
      'one',
    ],
    [
      'a tweet is a draft again',
      db => db.$client`update tweets set begun = false where begun`,
      'tweets',
      'two',
    ],
    [
      'all links have fewer clicks from somewhere',
      db => db.$client`delete from total_facets where facet = 'browser'`,
      'all links',
      'all links',
    ],
    ['the tweets by month are gone', db => db.$client`delete from account_months`, 'scores', '@me'],
    [
      'two links have one salt',
      db =>
        db.$client`update links set visitor_salt = (select visitor_salt from links where id = 1) where id = 2`,
      'salts',
      'two',
    ],
  ],
]

t.test('every kind of damage in the database is found, named and mended', { timeout: 300_000 }, async t => {
  const { db, env, journal, doctor, refresh } = await examined(t)
  t.match(await doctor(), { status: 0, report: { well: true } }, 'nothing differs yet')
  for (const damages of rounds) {
    await t.test(damages.map(([what]) => what).join(', '), async t => {
      // What waits to be computed again is no difference.
      await refresh()
      for (const [, damage] of damages) await damage(db)
      const before = await contents(db, journal)
      const found = await doctor()
      t.equal(found.status, 1, found.err)
      for (const [what, , check, name] of damages) {
        const differences = found.report.checks.find(each => each.check === check)?.differences ?? []
        t.ok(
          differences.some(each => each.name === name),
          `${what}: ${check} names ${name}`,
        )
      }
      t.strictSame(await contents(db, journal), before, 'looking changes nothing')
      t.match(await doctor('--fix'), { status: 0, report: { well: true } })
      t.match(await doctor(), { status: 0, report: { well: true } }, 'and then nothing differs')
      t.strictSame(await rollupDifferences(db), [])
    })
  }
  const { out } = await commandLine(['doctor'], env)
  t.match(out, /^journal: 60 checked, 0 differ\nhits: 60 checked, 0 differ\n(?:.*\n)*All is well\.\n$/)
})

t.test('a dropped month is no difference', { timeout: 120_000 }, async t => {
  const { db, doctor } = await examined(t)
  const [{ name } = { name: '' }] = await db.execute<{ name: string }>(
    sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'clicks'::regclass`,
  )
  await db.execute(sql`drop table ${sql.identifier(name)}`)
  t.match(await doctor(), { status: 0, report: { well: true } })
})
