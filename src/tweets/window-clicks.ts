import { type SQL, sql } from 'drizzle-orm'
import { firstsAmong } from '../rollups/firsts.js'
import { liesInside } from '../rollups/window.js'
import { isTweet } from '../scores/is-tweet.js'

const inWindow = liesInside(sql`c.clicked_at`, { from: sql`t.tweeted_at`, to: sql`t.window_ends_at` })

/**
 * The clicks inside the windows of the links `l` that the condition selects: a draft, or no tweet,
 * has none.
 */
export function windowClicks(which: SQL): SQL {
  return sql`
    select c.* from links l join tweets t on t.id = l.tweet_id and ${isTweet}
    join clicks c on c.link_id = l.id and ${inWindow}
    where ${which} and c.reason is null`
}

/** The first of them by each visitor of a link, which makes the visitor a clicker of the tweet. */
export function windowFirsts(which: SQL): SQL {
  return firstsAmong(windowClicks(which))
}

/** Both counted by source, as in `tweet_sources`. */
export function countSources(which: SQL): SQL {
  return sql`
    select link_id, source, sum(clicks)::bigint as clicks, sum(clickers)::bigint as clickers
    from (
      select link_id, source, count(*) as clicks, 0 as clickers from (${windowClicks(which)}) as c group by 1, 2
      union all
      select link_id, source, 0, count(*) from (${windowFirsts(which)}) as f group by 1, 2
    ) as counted
    group by 1, 2`
}
