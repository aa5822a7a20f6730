import { sql } from 'drizzle-orm'
import { migrate as migrateFrom } from 'drizzle-orm/postgres-js/migrator'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { emptyDatabase } from '../fixtures/database.js'
import { migrationsBefore } from '../fixtures/migrations.js'
import { rollupDifferences } from '../fixtures/recount.js'

const made = Date.UTC(2026, 4, 1, 12)
const hour = 3_600_000

/** By slug: hits as [hours after the link was made, visitor, source, reason]. */
const stored: Record<string, [number, string, string, string?][]> = {
  quiet: [],
  spillover: [[1, 'a', 'google']],
  robots: [[1, 'a', 'x', 'bot']],
  tweeted: [
    [1, 'a', 'google'],
    [2, 'a', 'x'],
    [2, 'b', 'unknown'],
    [3, 'b', 'x'],
    [4, 'c', 'google'],
    [169, 'd', 'x'],
    [171, 'e', 'x'],
  ],
  late: [[200, 'a', 'x']],
  published: [
    [1, 'a', 'google'],
    [2, 'b', 'x'],
  ],
}

t.test(
  'links that were made and not tweeted become drafts, the others begin with their first click',
  async t => {
    const url = await emptyDatabase(t)
    const db = connect(url, { max: 2, name: 'test' })
    t.teardown(() => db.$client.end({ timeout: 1 }))
    await migrateFrom(db, { migrationsFolder: migrationsBefore(t, '0015_counted_tweets') })
    const [account] = await db.execute<{ id: number }>(sql`
    insert into accounts (handle, handle_key, network) values ('@me', '@me', 'x') returning id::float8 as id`)
    for (const [slug, hits] of Object.entries(stored)) {
      const [tweet] = await db.execute<{ id: number }>(sql`
      insert into tweets (account_id, network, tweeted_at, window_ends_at, published)
      values (${account?.id ?? 0}, 'x', ${at(0)}, ${at(168)}, ${slug === 'published'}) returning id::float8 as id`)
      const [link] = await db.execute<{ id: number }>(sql`
      insert into links (slug, url, tweet_id, visitor_salt, visitor_salt_ends_at)
      values (${slug}, 'https://example.com/', ${tweet?.id ?? 0}, 'salt', ${at(168)}) returning id::float8 as id`)
      for (const [hours, visitor, source, reason = null] of hits) {
        await createPartitions(db).ensure([made + hours * hour])
        await db.execute(sql`
        insert into clicks (link_id, clicked_at, id, visitor, reason, rules_version, hints, source)
        values (${link?.id ?? 0}, ${at(hours)}, gen_random_uuid(), ${visitor}::text::bytea, ${reason}, 1, '{}', ${source})`)
      }
    }
    // As the version before kept them: a window began when its link was made.
    const human = sql`clicks c join links l on l.id = c.link_id join tweets t on t.id = l.tweet_id
    and c.reason is null`
    const inside = sql`c.clicked_at >= t.tweeted_at and c.clicked_at < t.window_ends_at`
    await db.execute(sql`
    insert into visitors (link_id, visitor, first_clicked_at, first_click_id, window_clicked_at, window_click_id)
    select distinct on (c.link_id, c.visitor) c.link_id, c.visitor, c.clicked_at, c.id,
      case when ${inside} then c.clicked_at end, case when ${inside} then c.id end
    from ${human} order by c.link_id, c.visitor, c.clicked_at, c.id`)
    await db.execute(sql`
    insert into tweet_sources (link_id, source, clicks, clickers)
    select c.link_id, c.source, count(*), count(v.window_click_id) from ${human}
    left join visitors v on v.window_click_id = c.id where ${inside} group by 1, 2`)

    await migrate(url)
    const kept = /^(?:tweets|visitors|tweet_sources) /
    t.strictSame(
      (await rollupDifferences(db)).filter(row => kept.test(row)),
      [],
      'as a recount has it',
    )
    const rows = await db.execute<{
      slug: string
      state: string
      from: number
      to: number
      people: number
    }>(sql`
    select l.slug, case when t.published then 'published' when t.begun then 'begun' else 'draft' end as state,
      (extract(epoch from t.tweeted_at) * 1000)::float8 as from,
      (extract(epoch from t.window_ends_at) * 1000)::float8 as to,
      (select coalesce(sum(clickers), 0)::float8 from tweet_sources where link_id = l.id) as people
    from tweets t join links l on l.tweet_id = t.id order by l.id`)
    const found = rows.map(({ slug, state, from, to, people }) => [
      ...[slug, state, (from - made) / hour, (to - made) / hour, people],
    ])
    t.strictSame(found, [
      ['quiet', 'draft', 0, 168, 0],
      ['spillover', 'draft', 0, 168, 0],
      ['robots', 'draft', 0, 168, 0],
      ['tweeted', 'begun', 2, 170, 4],
      ['late', 'begun', 200, 368, 1],
      ['published', 'published', 0, 168, 2],
    ])
  },
)

function at(hours: number): string {
  return new Date(made + hours * hour).toISOString()
}
