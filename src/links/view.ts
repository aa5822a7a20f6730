import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Config } from '../config.js'
import type { Queryable } from '../db/connect.js'
import { accounts, links, linkTotals, tweets } from '../db/schema.js'
import { composer } from './compose.js'
import { type Utm, utmOf } from './utm.js'

/** A link as the API shows it: times in ISO 8601. */
export interface Link {
  slug: string
  shortUrl: string
  url: string
  title: string | null
  /** For those who manage the link; nothing public shows them. */
  notes: string | null
  /** The utm_ parameters in the target. */
  utm: Utm
  tags: string[]
  /** Its id in another system; no other link has it. */
  externalId: string | null
  account: string | null
  tweet: LinkTweet | null
  createdAt: string
  /** When it, or its tweet's text or account, was last changed. */
  updatedAt: string
  expiresAt: string | null
  /** Stops redirecting after this many clicks; null for no limit. */
  maxClicks: number | null
  /** Null unless it was deleted; it can be restored. */
  deletedAt: string | null
  forwardQuery: boolean
  enabled: boolean
  public: boolean
  clicks: number
  clickers: number
  excluded: number
  /** Counted by the shortener it comes from; null if it comes from none, or that did not tell. */
  importedClicks: number | null
  importedFrom: string | null
  composeUrl: string
}

export interface LinkTweet {
  /** The network's id of the tweet; null for a draft, or if only the time is known. */
  id: string | null
  url: string | null
  text: string | null
  /** Null for a draft: it was not tweeted yet. */
  tweetedAt: string | null
  /** Its address or time was given; otherwise its first click shows when it was tweeted. */
  published: boolean
}

/** A link's counts; zero before its first hit. */
export const counts = {
  clicks: sql<number>`coalesce(${linkTotals.clicks}, 0)`.mapWith(Number),
  clickers: sql<number>`coalesce(${linkTotals.clickers}, 0)`.mapWith(Number),
  excluded: sql<number>`coalesce(${linkTotals.excluded}, 0)`.mapWith(Number),
}

const { searchText: _, ...shown } = getTableColumns(links)

/**
 * Links joined with their tweet and counts, for the caller to filter, order and limit; `showLink`
 * turns a row into a Link.
 */
export function selectLinks(db: Queryable) {
  return db
    .select({
      link: shown,
      tweet: tweets,
      handle: accounts.handle,
      accountPublic: accounts.public,
      ...counts,
    })
    .from(links)
    .leftJoin(tweets, eq(tweets.id, links.tweetId))
    .leftJoin(accounts, eq(accounts.id, tweets.accountId))
    .leftJoin(linkTotals, eq(linkTotals.linkId, links.id))
    .$dynamic()
}

export type LinkRow = Awaited<ReturnType<typeof selectLinks>>[number]

export function showLink(row: LinkRow, config: Pick<Config, 'baseUrl'>): Link {
  const { link, tweet } = row
  const shortUrl = `${config.baseUrl}/${link.slug}`
  return {
    slug: link.slug,
    shortUrl,
    url: link.url,
    title: link.title,
    notes: link.notes,
    utm: utmOf(link.url),
    tags: link.tags,
    externalId: link.externalId,
    account: row.handle,
    tweet: tweet && {
      id: tweet.statusId,
      url: tweet.url,
      text: tweet.text,
      tweetedAt: tweet.published || tweet.begun ? tweet.tweetedAt.toISOString() : null,
      published: tweet.published,
    },
    createdAt: link.createdAt.toISOString(),
    updatedAt: link.updatedAt.toISOString(),
    expiresAt: link.expiresAt?.toISOString() ?? null,
    maxClicks: link.maxClicks,
    deletedAt: link.deletedAt?.toISOString() ?? null,
    forwardQuery: link.forwardQuery,
    enabled: link.enabled,
    public: link.public,
    clicks: row.clicks,
    clickers: row.clickers,
    excluded: row.excluded,
    importedClicks: link.importedClicks,
    importedFrom: link.importedFrom,
    composeUrl: composer(row.handle, tweet?.text ?? null, shortUrl).url,
  }
}

/** The one link that `condition` selects; the caller knows that it exists. */
export async function viewLink(
  db: Queryable,
  condition: SQL,
  config: Pick<Config, 'baseUrl'>,
): Promise<Link> {
  const [row] = await selectLinks(db).where(condition)
  if (row === undefined) throw new Error('A link vanished while it was in use.')
  return showLink(row, config)
}
