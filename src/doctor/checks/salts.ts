import { eq, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../../db/connect.js'
import { lockCounting } from '../../db/locks.js'
import { links } from '../../db/schema.js'
import { announceLink } from '../../links/announce.js'
import { moveWindow } from '../../links/move-window.js'
import { replaceSalt } from '../../links/salt.js'
import { isTweet } from '../../scores/is-tweet.js'
import type { Check } from '../check.js'

const linksAtOnce = 5_000
const saltBytes = 32
/** A job destroys the salts that have ended every hour. */
const graceHours = 2
/** A link without a tweet has a salt for this long. */
const mostDays = 30

type Row = { id: number; slug: string; what: string | null; is_bad: boolean }

/** Each salt is of one link, is there while its window is open, and no longer. */
export const salts: Check = {
  name: 'salts',
  async *parts({ db, snapshot, now }) {
    for (let last = 0; ; ) {
      const rows = await snapshot(tx => readPage(tx, last, now()))
      const end = rows.at(-1)
      if (end === undefined) break
      last = end.id
      yield {
        checked: rows.length,
        differences: rows.flatMap(({ id, slug, what, is_bad }) =>
          what === null ? [] : { name: slug, what, count: 1, mend: () => mendSalt(db, id, is_bad, now()) },
        ),
      }
    }
    const shared = await snapshot(tx =>
      tx.execute<{ id: number; slug: string }>(sql`
        select id::float8 as id, slug from (
          select id, slug, row_number() over (partition by visitor_salt order by id) as place from links
        ) as l where place > 1 limit ${linksAtOnce}`),
    )
    const what = 'has the salt of another link'
    yield {
      checked: 0,
      differences: shared.map(({ id, slug }) => ({
        ...{ name: slug, what, count: 1, mend: () => mendSalt(db, id, true, now()) },
      })),
    }
  },
}

function readPage(tx: Queryable, last: number, now: Date): Promise<readonly Row[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  return tx.execute<Row>(sql`
    select id::float8 as id, slug, is_bad or is_long as is_bad, case
        when is_bad then 'its salt has not ${sql.raw(String(saltBytes))} bytes'
        when ends_at <= ${at} - make_interval(hours => ${graceHours})
          then format('its salt ended at %s, and is still there', ends_at)
        when window_ends_at > ${at} and ends_at <> window_ends_at
          then format('its salt ends at %s, its window at %s', ends_at, window_ends_at)
        when is_long then format('its salt is kept until %s', ends_at)
      end as what
    from (
      select l.id, l.slug, l.visitor_salt_ends_at as ends_at, t.window_ends_at,
        octet_length(l.visitor_salt) <> ${saltBytes} as is_bad,
        l.visitor_salt_ends_at > greatest(${at} + make_interval(days => ${mostDays}, mins => 5), t.window_ends_at) as is_long
      from links l left join tweets t on t.id = l.tweet_id and ${isTweet}
      where l.id > ${last}::bigint order by l.id limit ${linksAtOnce}
    ) as l order by id`)
}

/** A bad salt is replaced whether or not it has ended; any other one as soon as it has. */
async function mendSalt(db: Database, linkId: number, isBad: boolean, now: Date): Promise<void> {
  await db.transaction(async tx => {
    await lockCounting(tx, 'exclusive')
    if (isBad) await tx.update(links).set({ visitorSaltEndsAt: now }).where(eq(links.id, linkId))
    await replaceSalt(tx, linkId, now)
    const [link] = await tx
      .select({ slug: links.slug, tweetId: links.tweetId })
      .from(links)
      .where(eq(links.id, linkId))
    if (link === undefined) return
    if (link.tweetId !== null) await moveWindow(tx, link.tweetId, now)
    await announceLink(tx, link.slug)
  })
}
