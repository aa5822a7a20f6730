import { sql } from 'drizzle-orm'
import type { Config } from '../config.js'
import type { Queryable } from '../db/connect.js'
import { dayMs } from '../durations.js'
import { slices } from '../typed/slices.js'
import { readShortAddress } from './short-address.js'
import { isThisService } from './this-service.js'

/** A tweet's text with its links, and the key of its author's handle. */
interface WrittenTweet {
  statusId: string
  tweetedAt: Date
  text: string
  author: string
}

/** A link that is to be attached to a tweet. */
export interface TweetedLink {
  statusId: string
  slug: string
}

const tweetsAtOnce = 500
const inText = /https?:\/\/[^\s"'<>]+|(?<![\w@./-])[\w-]+(?:\.[\w-]+)+(?::\d+)?\/[\w-]+/giu
const code = /^https?:\/\/t\.co\/([a-z0-9]{1,15})/i

/** A tweet of which only the time was typed is one that was posted about then. */
const nearMs = dayMs

/**
 * Our links in these tweets that are not attached to a published tweet yet, or to one of which only
 * the time is known, and it is about then: by their addresses, or by the t.co codes that their
 * clicks came through. Not those of another account, nor a code that several links have: anybody
 * can invent the referrer of a click.
 */
export async function linksInTweets(
  db: Queryable,
  config: Pick<Config, 'baseUrl' | 'host' | 'port'>,
  written: readonly WrittenTweet[],
): Promise<TweetedLink[]> {
  const found = new Map<string, TweetedLink & { away: number }>()
  const times = new Map(written.map(({ statusId, tweetedAt }) => [statusId, tweetedAt.getTime()]))
  const timeOf = (statusId: string) => times.get(statusId) ?? 0
  for (const some of slices(written, tweetsAtOnce)) {
    const wanted = some.flatMap(({ statusId, tweetedAt, text, author }) =>
      (text.match(inText) ?? []).flatMap(address => {
        const posting = code.exec(address)?.[1] ?? null
        const slug = posting === null ? slugOf(address, config) : null
        const at = tweetedAt.toISOString()
        return slug === null && posting === null ? [] : [{ statusId, author, at, slug, code: posting }]
      }),
    )
    if (wanted.length === 0) continue
    const rows = await db.execute<{ id: string; slug: string; postedMs: number | null }>(sql`
      with wanted as (
        select * from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb)
          as w ("statusId" text, author text, at timestamptz, slug text, code text)
      ), by_code as (
        select w."statusId", w.author, w.at, min(p.link_id) as link_id
        from wanted w join tweet_postings p on p.posting = w.code
        group by w."statusId", w.author, w.at, w.code having count(distinct p.link_id) = 1
      )
      select f."statusId" as id, l.slug,
        case when t.published then extract(epoch from t.tweeted_at)::float8 * 1000 end as "postedMs"
      from (
        select w."statusId", w.author, w.at, l.id as link_id from wanted w join links l on l.slug = w.slug
        union select * from by_code
      ) as f
      join links l on l.id = f.link_id and l.deleted_at is null
      left join tweets t on t.id = l.tweet_id
      left join accounts a on a.id = t.account_id
      where (a.id is null or a.handle_key = f.author) and (not coalesce(t.published, false)
        or (t.status_id is null and abs(extract(epoch from t.tweeted_at - f.at)) * 1000 <= ${nearMs}))
      order by l.slug`)
    // Of several tweets with the same link, the first one keeps it, or the one nearest to the time.
    for (const { id: statusId, slug, postedMs } of rows) {
      const away = Math.abs(timeOf(statusId) - (postedMs ?? 0))
      const other = found.get(slug)
      if (other === undefined || away < other.away) found.set(slug, { statusId, slug, away })
    }
  }
  return [...found.values()]
    .map(({ statusId, slug }) => ({ statusId, slug }))
    .sort((a, b) => timeOf(a.statusId) - timeOf(b.statusId))
}

function slugOf(address: string, config: Pick<Config, 'baseUrl' | 'host' | 'port'>): string | null {
  const short = readShortAddress(address)
  return short !== null && short.at !== null && isThisService(short.at, config) ? short.slug : null
}
