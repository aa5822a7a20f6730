import { type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  char,
  customType,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { quotedLiteral, readTexts } from './columns.js'

const texts = customType<{ data: string[]; driverData: string }>({
  dataType: () => 'text[]',
  toDriver: quotedLiteral,
  fromDriver: readTexts,
})
/** In the order of its characters, independent of the database's language. */
const tagInOrder = customType<{ data: string }>({ dataType: () => 'text collate "C"' })
const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const count = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)
const counted = { clicks: count('clicks'), clickers: count('clickers'), excluded: count('excluded') }

/**
 * Someone who tweets. The form of a handle shows its network. Handles compare without case
 * (`handle_key`).
 */
export const accounts = pgTable(
  'accounts',
  {
    id: id(),
    /** As people write it, with its leading @. */
    handle: text('handle').notNull(),
    /** The handle in lower case. */
    handleKey: text('handle_key').notNull().unique(),
    network: text('network').$type<'x' | 'bluesky' | 'mastodon'>().notNull(),
    name: text('name'),
    public: boolean('public').notNull().default(false),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  // Of very many accounts, few may be public.
  t => [index('accounts_public').on(t.handleKey).where(sql`public`)],
)

/**
 * Snapshots of an account's follower count. A tweet's `f` is the last one at or before the tweet.
 */
export const followerCounts = pgTable(
  'follower_counts',
  {
    accountId: bigint('account_id', { mode: 'number' })
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    countedAt: at('counted_at').notNull(),
    followers: bigint('followers', { mode: 'number' }).notNull(),
    /** One of `followerSources`. */
    source: text('source').notNull().default('manual'),
  },
  t => [primaryKey({ columns: [t.accountId, t.countedAt] })],
)

/**
 * A tweet or a draft. It is a tweet once it is `published` or `begun`; until then `tweeted_at` is
 * the time its link was made, because the version before needs one.
 */
export const tweets = pgTable(
  'tweets',
  {
    id: id(),
    accountId: bigint('account_id', { mode: 'number' }).references(() => accounts.id, {
      onDelete: 'set null',
    }),
    network: text('network').$type<'x' | 'bluesky' | 'mastodon'>(),
    /** The network's own id of the tweet. */
    statusId: text('status_id'),
    url: text('url'),
    text: text('text'),
    tweetedAt: at('tweeted_at').notNull(),
    /** End of the attribution window, stored so that ingest and stats cannot disagree about it. */
    windowEndsAt: at('window_ends_at').notNull(),
    /** Its address or time was given. */
    published: boolean('published').notNull().default(false),
    /** What the network's analytics say: how often it was shown, and clicks. Null if unknown. */
    impressions: bigint('impressions', { mode: 'number' }),
    reportedClicks: bigint('reported_clicks', { mode: 'number' }),
    /**
     * Codes of the t.co links in a tweet on X: its clicks have one of them in their referrer. Null
     * where they are unknown.
     */
    postingCodes: texts('posting_codes'),
    /** How often X was asked for them without success. */
    postingsTries: smallint('postings_tries').notNull().default(0),
    /** When to ask next; null for at once. */
    postingsDueAt: at('postings_due_at'),
    /** Nobody gave its time, but a click showed it: `tweeted_at` is the time of that click. */
    begun: boolean('begun').notNull().default(false),
  },
  t => [
    index('tweets_postings_due')
      .on(t.postingsTries, t.tweetedAt.desc())
      .where(sql`network = 'x' and posting_codes is null and postings_tries < 8`),
    index('tweets_account').on(t.accountId, t.tweetedAt),
    index('tweets_reported').on(t.accountId, t.tweetedAt).where(sql`reported_clicks is not null`),
    uniqueIndex('tweets_status').on(t.network, t.statusId).where(sql`status_id is not null`),
  ],
)

/** What `summed_tags` of a link is to become. */
export const tagsToSum = sql`case when deleted_at is null then tags end`
/**
 * The totals of all links have this link otherwise than it is now. Compared with a number, because
 * the planner takes what is equal for rare, and what is distinct for usual.
 */
export const toSum = sql`case when summed_tags is distinct from ${tagsToSum} then 1 else 0 end = 1`

export const links = pgTable(
  'links',
  {
    id: id(),
    /**
     * Random, 48 bits. An id may be given out twice if a backup was restored in between. A hit
     * carries both, so it never counts for another link.
     */
    identity: bigint('identity', { mode: 'number' })
      .notNull()
      .default(sql`floor(random() * 281474976710656)::bigint`),
    slug: text('slug').notNull().unique(),
    url: text('url').notNull(),
    title: text('title'),
    /**
     * The text that searches look at, made by `links/search-text.ts`. Null for an older link until
     * a job has filled it.
     */
    searchText: text('search_text'),
    tags: texts('tags').notNull().default(sql`'{}'`),
    /**
     * The tags under which the totals of all links have it; null if they do not have it. A job sees
     * to it that they have each link that is not deleted, under its tags of today.
     */
    summedTags: texts('summed_tags'),
    tweetId: bigint('tweet_id', { mode: 'number' }).references(() => tweets.id, { onDelete: 'set null' }),
    /** The key that made it; null if that is not known. */
    keyId: integer('key_id').references((): AnyPgColumn => apiKeys.id, { onDelete: 'set null' }),
    forwardQuery: boolean('forward_query').notNull().default(false),
    enabled: boolean('enabled').notNull().default(true),
    public: boolean('public').notNull().default(false),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    expiresAt: at('expires_at'),
    /** Stops redirecting after this many clicks. Null for no limit. */
    maxClicks: bigint('max_clicks', { mode: 'number' }),
    /** For those who manage the link. */
    notes: text('notes'),
    /** Its id in another system. A deleted link keeps it, so that it can be restored. */
    externalId: text('external_id'),
    /** What another shortener counted, which takes part in no number of ours, and its name. */
    importedClicks: bigint('imported_clicks', { mode: 'number' }),
    importedFrom: text('imported_from'),
    /** Nobody was counted here before it; null for a link that was made here. */
    importedAt: at('imported_at'),
    /** A deleted link stays, so that its slug answers 410 and is never reused. */
    deletedAt: at('deleted_at'),
    /** 32 random bytes; replaced, and so destroyed, when the visitor window ends. */
    visitorSalt: bytea('visitor_salt').notNull(),
    visitorSaltEndsAt: at('visitor_salt_ends_at').notNull(),
  },
  t => [
    index('links_tweet').on(t.tweetId),
    index('links_key').on(t.keyId).where(sql`key_id is not null`),
    index('links_created').on(t.createdAt, t.id),
    index('links_tags').using('gin', t.tags),
    index('links_to_sum').on(t.id).where(toSum),
    uniqueIndex('links_external').on(t.externalId).where(sql`external_id is not null`),
    // A btree entry holds at most 2,704 bytes, but a target may have 8,192 characters.
    index('links_url').on(sql`md5(url)`),
    // The expression is that of `links/destination.ts`.
    index('links_destination').on(
      sql`md5(regexp_replace(regexp_replace(url, '(?<=[?&])utm_[^&#]*&?', '', 'gi'), '[?&](?=#|$)', ''))`,
    ),
  ],
)

/**
 * Links that were erased with everything that belonged to them. What stays is nobody's data: it
 * keeps their slugs from being given to another link, and their clicks that are still in a journal
 * from being kept.
 */
export const purgedLinks = pgTable(
  'purged_links',
  {
    linkId: bigint('link_id', { mode: 'number' }).primaryKey(),
    identity: bigint('identity', { mode: 'number' }).notNull(),
    /** SHA-256 of the slug. */
    slugHash: bytea('slug_hash').notNull().unique(),
    purgedAt: at('purged_at').notNull(),
    /** When the last row of it was gone; null while there may be some, which nothing shows. */
    erasedAt: at('erased_at'),
  },
  t => [index('purged_links_left').on(t.linkId).where(sql`erased_at is null`)],
)

/** The earlier targets of links: who sent a link elsewhere, and when. */
export const linkTargets = pgTable(
  'link_targets',
  {
    id: id(),
    linkId: bigint('link_id', { mode: 'number' })
      .notNull()
      .references(() => links.id, { onDelete: 'cascade' }),
    changedAt: at('changed_at').notNull(),
    /** The key that changed it; null for the preset key, and for the service itself. */
    keyId: integer('key_id').references((): AnyPgColumn => apiKeys.id, { onDelete: 'set null' }),
    oldUrl: text('old_url').notNull(),
    newUrl: text('new_url').notNull(),
  },
  t => [index('link_targets_link').on(t.linkId, t.id)],
)

/**
 * Every hit with its verdict; most hits are not clicks. The migration partitions the table by month
 * of `clicked_at`, so the key contains it. Human means `reason is null`. `country`, `referrer`,
 * `userAgent` and `hints` are raw, so that later rules can judge again.
 */
export const clicks = pgTable(
  'clicks',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    clickedAt: at('clicked_at').notNull(),
    id: uuid('id').notNull(),
    visitor: bytea('visitor').notNull(),
    /** Why the hit is not a human click; null for a human one. */
    reason: text('reason'),
    /** Version of the rules that judged. */
    rulesVersion: smallint('rules_version').notNull(),
    country: char('country', { length: 2 }),
    referrer: text('referrer'),
    userAgent: text('user_agent'),
    hints: jsonb('hints').$type<Record<string, unknown>>().notNull(),
    source: text('source').notNull(),
    referrerHost: text('referrer_host'),
    browser: text('browser'),
    system: text('system'),
    device: text('device'),
    /**
     * In the order in which hits were counted, or judged again with another result; null if that
     * was before there was this column. Its transaction has an id before it takes a number, so that
     * `stats/settled.ts` knows which numbers are still to come.
     */
    arrival: bigint('arrival', { mode: 'number' }).default(
      sql`case when pg_current_xact_id() is not null then nextval('clicks_arrival') end`,
    ),
  },
  t => [
    primaryKey({ columns: [t.linkId, t.clickedAt, t.id] }),
    index('clicks_arrivals').on(t.arrival).where(sql`arrival is not null`),
  ],
)

/**
 * A link's clickers: the first click of each visitor, and the first one inside the attribution
 * window of the link's tweet, which makes the visitor a clicker of the tweet.
 */
export const visitors = pgTable(
  'visitors',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    visitor: bytea('visitor').notNull(),
    firstClickedAt: at('first_clicked_at').notNull(),
    firstClickId: uuid('first_click_id').notNull(),
    /** Null if no click of the visitor is inside the window, or the link has no tweet. */
    windowClickedAt: at('window_clicked_at'),
    windowClickId: uuid('window_click_id'),
  },
  t => [primaryKey({ columns: [t.linkId, t.visitor] })],
)

/** The totals of each link. */
export const linkTotals = pgTable('link_totals', {
  linkId: bigint('link_id', { mode: 'number' }).primaryKey(),
  ...counted,
  /** Version of the newest rules that judged a hit of the link; 0 if those are not known. */
  rulesVersion: smallint('rules_version').notNull().default(0),
  /** Hits that those rules judged; the others were judged by older ones. */
  judged: count('judged'),
})

/**
 * The series: quarters of an hour, because the days of all time zones of today begin on one. A
 * clicker counts in the quarter of its first click.
 */
export const linkQuarters = pgTable(
  'link_quarters',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    quarter: at('quarter').notNull(),
    ...counted,
  },
  t => [primaryKey({ columns: [t.linkId, t.quarter] })],
)

/**
 * What nodes of an older version counted, by whole hour. A job moves it into `link_quarters`; until
 * then, an hour counts as its first quarter.
 */
export const linkHours = pgTable(
  'link_hours',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    hour: at('hour').notNull(),
    ...counted,
  },
  t => [primaryKey({ columns: [t.linkId, t.hour] })],
)

/**
 * The breakdowns, by day in UTC. `facet` is source, referrer, country, browser, system, device, or
 * reason (which only counts `excluded`). A clicker counts under the values of its first click, so
 * every breakdown adds up to the totals.
 */
export const linkFacets = pgTable(
  'link_facets',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    day: at('day').notNull(),
    facet: text('facet').notNull(),
    value: text('value').notNull(),
    ...counted,
  },
  t => [primaryKey({ columns: [t.linkId, t.day, t.facet, t.value] })],
)

/**
 * What batches add to `link_quarters` and `link_facets`, until a job folds it into them. It has one
 * row per link and batch, because a hit changes one row of quarters but six of facets. Statistics
 * read `counted_quarters` and `counted_facets` instead, which include it.
 */
export const linkChanges = pgTable(
  'link_changes',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    /** All rows of a batch become visible at once. */
    batch: uuid('batch').notNull(),
    /** By quarter of an hour, counted since the epoch: [clicks, clickers, excluded]. */
    quarters: jsonb('quarters').$type<Record<string, CountChanges>>().notNull().default({}),
    /** The same by whole hour, from nodes of an older version. */
    hours: jsonb('hours').$type<Record<string, CountChanges>>().notNull().default({}),
    /** By day, counted since the epoch, then facet, then value. */
    facets: jsonb('facets').$type<Record<string, Record<string, Record<string, CountChanges>>>>().notNull(),
    /**
     * Why it cannot be folded; it then counts nowhere and waits for somebody to look at it. Null
     * for all others.
     */
    problem: text('problem'),
  },
  t => [primaryKey({ columns: [t.linkId, t.batch] })],
)
type CountChanges = [clicks: number, clickers: number, excluded: number]

const changesOf = (
  counts: SQL,
) => sql`(${counts} -> 0)::bigint as clicks, (${counts} -> 1)::bigint as clickers,
    (${counts} -> 2)::bigint as excluded`

/** The quarters of `link_changes`, as rows of `link_quarters`, and its whole hours. */
export const pendingQuarters = pgView('pending_quarters', {
  batch: uuid('batch'),
  linkId: bigint('link_id', { mode: 'number' }),
  quarter: at('quarter'),
  wholeHour: boolean('whole_hour'),
  clicks: bigint('clicks', { mode: 'number' }),
  clickers: bigint('clickers', { mode: 'number' }),
  excluded: bigint('excluded', { mode: 'number' }),
}).as(sql`
  select c.batch, c.link_id, to_timestamp(q.key::bigint * q.seconds) as quarter, q.seconds = 3600 as whole_hour,
    ${changesOf(sql`q.value`)}
  from link_changes c cross join lateral (
    select key, value, 900 as seconds from jsonb_each(c.quarters)
    union all select key, value, 3600 from jsonb_each(c.hours)
  ) as q where c.problem is null`)

/** The facets of `link_changes`, as rows of `link_facets`. */
export const pendingFacets = pgView('pending_facets', {
  batch: uuid('batch'),
  linkId: bigint('link_id', { mode: 'number' }),
  day: at('day'),
  facet: text('facet'),
  value: text('value'),
  clicks: bigint('clicks', { mode: 'number' }),
  clickers: bigint('clickers', { mode: 'number' }),
  excluded: bigint('excluded', { mode: 'number' }),
}).as(sql`
  select c.batch, c.link_id, to_timestamp(d.key::bigint * 86400) as day, f.key as facet, v.key as value,
    ${changesOf(sql`v.value`)}
  from link_changes c cross join lateral jsonb_each(c.facets) as d cross join lateral jsonb_each(d.value) as f
    cross join lateral jsonb_each(f.value) as v where c.problem is null`)

/**
 * `link_quarters` plus the changes still to be folded into it, and what is known by whole hour
 * only. A quarter may have several rows: add them up.
 */
export const countedQuarters = pgView('counted_quarters', {
  linkId: bigint('link_id', { mode: 'number' }).notNull(),
  quarter: at('quarter').notNull(),
  ...counted,
}).as(sql`
  select link_id, quarter, clicks, clickers, excluded from link_quarters
  union all select link_id, hour, clicks, clickers, excluded from link_hours
  union all select link_id, quarter, clicks, clickers, excluded from pending_quarters`)

/** `link_facets` plus the changes still to be folded into it, in the same way. */
export const countedFacets = pgView('counted_facets', {
  linkId: bigint('link_id', { mode: 'number' }).notNull(),
  day: at('day').notNull(),
  facet: text('facet').notNull(),
  value: text('value').notNull(),
  ...counted,
}).as(sql`
  select link_id, day, facet, value, clicks, clickers, excluded from link_facets
  union all select link_id, day, facet, value, clicks, clickers, excluded from pending_facets`)

/**
 * The sums of `link_quarters` over all links that have `summed_tags`; of `link_facets` below. Only
 * `rollups/all-links.ts` writes them. Statistics read `all_quarters` and `all_facets` instead.
 */
export const totalQuarters = pgTable('total_quarters', {
  quarter: at('quarter').primaryKey(),
  ...counted,
})

export const totalFacets = pgTable(
  'total_facets',
  {
    day: at('day').notNull(),
    facet: text('facet').notNull(),
    value: text('value').notNull(),
    ...counted,
  },
  // A breakdown is read over many days.
  t => [primaryKey({ columns: [t.facet, t.day, t.value] })],
)

/** The same by the tags that links have in `summed_tags`, and of all of them under an empty one. */
export const totalTags = pgTable('total_tags', {
  tag: tagInOrder('tag').primaryKey(),
  links: count('links'),
  clicks: count('clicks'),
  excluded: count('excluded'),
})

/** Where the totals differ from the links as they are now: links to add, and links to take out. */
const unsummed = sql`(
    select id, case when deleted_at is null then 1 else -1 end as n from links
    where ${toSum} and (deleted_at is null) = (summed_tags is null)
  ) as l`

/**
 * The series of all links that are not deleted, with what is still to be added to
 * `total_quarters`. A quarter has many rows: add them up.
 */
export const allQuarters = pgView('all_quarters', { quarter: at('quarter').notNull(), ...counted }).as(sql`
  select quarter, clicks, clickers, excluded from total_quarters
  union all select q.quarter, q.clicks * l.n, q.clickers * l.n, q.excluded * l.n
  from ${unsummed} join link_quarters q on q.link_id = l.id
  union all select q.hour, q.clicks, q.clickers, q.excluded
  from link_hours q join links l on l.id = q.link_id where l.deleted_at is null
  union all select q.quarter, q.clicks, q.clickers, q.excluded
  from pending_quarters q join links l on l.id = q.link_id where l.deleted_at is null`)

/** The breakdowns of all links that are not deleted, in the same way. */
export const allFacets = pgView('all_facets', {
  day: at('day').notNull(),
  facet: text('facet').notNull(),
  value: text('value').notNull(),
  ...counted,
}).as(sql`
  select day, facet, value, clicks, clickers, excluded from total_facets
  union all select q.day, q.facet, q.value, q.clicks * l.n, q.clickers * l.n, q.excluded * l.n
  from ${unsummed} join link_facets q on q.link_id = l.id
  union all select q.day, q.facet, q.value, q.clicks, q.clickers, q.excluded
  from pending_facets q join links l on l.id = q.link_id where l.deleted_at is null`)

/** What was counted of links and is not in `link_quarters` yet, as rows to be added up. */
export const unfolded = sql`(
    select link_id, clicks, excluded from pending_quarters
    union all select link_id, clicks, excluded from link_hours
  )`

/** What is still to be added to `total_tags`, in the same way. */
export const pendingTags = pgView('pending_tags', {
  tag: tagInOrder('tag').notNull(),
  links: bigint('links', { mode: 'number' }).notNull(),
  clicks: bigint('clicks', { mode: 'number' }).notNull(),
  excluded: bigint('excluded', { mode: 'number' }).notNull(),
}).as(sql`
  select t.tag collate "C" as tag, t.n as links, t.n * coalesce(k.clicks, 0) as clicks, t.n * coalesce(k.excluded, 0) as excluded
  from links l left join link_totals k on k.link_id = l.id cross join lateral (
    select tag, -1::bigint as n from unnest(array_append(l.summed_tags, '')) as tag where l.summed_tags is not null
    union all select tag, 1 from unnest(array_append(l.tags, '')) as tag where l.deleted_at is null
  ) as t where ${toSum}
  union all select t.tag collate "C", 0, p.clicks, p.excluded
  from ${unfolded} as p join links l on l.id = p.link_id cross join lateral unnest(array_append(l.summed_tags, '')) as t (tag)
  where l.summed_tags is not null`)

/**
 * Clicks and clickers inside the attribution window of a link with a tweet, by source. Influence is
 * computed from these.
 */
export const tweetSources = pgTable(
  'tweet_sources',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    source: text('source').notNull(),
    clicks: count('clicks'),
    clickers: count('clickers'),
  },
  t => [primaryKey({ columns: [t.linkId, t.source] })],
)

/**
 * What `tweet_sources` has for the source x, by the posting on X that it came through. These rows
 * always add up to that row, so a number of the postings that are known needs no others: strangers
 * may make up any number of postings. A table of its own, because a node of the version before,
 * which runs on during an upgrade, adds to `tweet_sources` by its key; a job makes up for it.
 */
export const tweetPostings = pgTable(
  'tweet_postings',
  {
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    /** The code in the referrer `https://t.co/CODE`; empty where it named none. */
    posting: text('posting').notNull(),
    /** Through X's app for iPhone. */
    xForIphone: boolean('x_for_iphone').notNull(),
    clicks: count('clicks'),
    clickers: count('clickers'),
  },
  t => [primaryKey({ columns: [t.linkId, t.posting, t.xForIphone] })],
)

/**
 * How far each segment of a node's journal has been ingested; stored in the same transaction as its
 * clicks. A segment without a row is read from its start.
 */
export const journalPositions = pgTable(
  'journal_positions',
  {
    nodeId: uuid('node_id').notNull(),
    segment: bigint('segment', { mode: 'number' }).notNull(),
    byteOffset: bigint('byte_offset', { mode: 'number' }).notNull(),
    /**
     * Fingerprint of the bytes before the offset. A segment with that number but other bytes is a
     * different one.
     */
    fingerprint: text('fingerprint').notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  t => [primaryKey({ columns: [t.nodeId, t.segment] })],
)

/** API keys, stored hashed, so that somebody who reads the database cannot use them. */
export const apiKeys = pgTable('api_keys', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  role: text('role').$type<'admin' | 'member' | 'author' | 'viewer'>().notNull().default('admin'),
  /** It has only the accounts of `key_accounts`, their links, and the links it made. */
  limited: boolean('limited').notNull().default(false),
  expiresAt: at('expires_at'),
  /** SHA-256 of the key: the key has 160 random bits, so a slow hash would add nothing. */
  hash: bytea('hash').notNull().unique(),
  /** First characters of the key, to recognize it in a list. */
  prefix: text('prefix').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  lastUsedAt: at('last_used_at'),
  /**
   * For a key that is limited in any way, this is when it was made, so that nodes of the version
   * before, which know no limits, refuse it; `ended_at` is when it was revoked.
   */
  revokedAt: at('revoked_at'),
  endedAt: at('ended_at'),
})

/** The accounts of the keys that are limited. */
export const keyAccounts = pgTable(
  'key_accounts',
  {
    keyId: integer('key_id')
      .notNull()
      .references(() => apiKeys.id, { onDelete: 'cascade' }),
    accountId: bigint('account_id', { mode: 'number' })
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ columns: [t.keyId, t.accountId] })],
)

/**
 * Logins that were ended early, kept until they would have expired. The sessions themselves exist
 * only in the browsers.
 */
export const endedSessions = pgTable('ended_sessions', {
  id: text('id').primaryKey(),
  endsAt: at('ends_at').notNull(),
})

/**
 * Forms, and API requests with an Idempotency-Key, for a day: one that is sent again is answered
 * with the first result instead of being carried out twice.
 */
export const sentForms = pgTable(
  'sent_forms',
  {
    /**
     * Of a form, SHA-256 of its address, its fields and its token; of a request, of the API key and
     * the Idempotency-Key.
     */
    key: bytea('key').primaryKey(),
    sentAt: at('sent_at').notNull().defaultNow(),
    /** SHA-256 of what a request asks for; null for a form. */
    request: bytea('request'),
    /** A form's address of the result, a request's sealed answer; null while it is carried out. */
    result: text('result'),
  },
  t => [index('sent_forms_sent').on(t.sentAt)],
)

/**
 * Handles that accounts had before they were renamed. They keep working until another account takes
 * them.
 */
export const formerHandles = pgTable('former_handles', {
  handleKey: text('handle_key').primaryKey(),
  accountId: bigint('account_id', { mode: 'number' })
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  renamedAt: at('renamed_at').notNull().defaultNow(),
})

/** Named lists of accounts, usable as a filter. */
export const lists = pgTable('lists', {
  id: id(),
  name: text('name').notNull(),
  /** The name in lower case: names compare without case. */
  nameKey: text('name_key').notNull().unique(),
  createdAt: at('created_at').notNull().defaultNow(),
})

export const listAccounts = pgTable(
  'list_accounts',
  {
    listId: bigint('list_id', { mode: 'number' })
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    accountId: bigint('account_id', { mode: 'number' })
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ columns: [t.listId, t.accountId] }), index('list_accounts_account').on(t.accountId)],
)

/** The last result of asking a network for an account's followers. */
export const followerRefreshes = pgTable(
  'follower_refreshes',
  {
    accountId: bigint('account_id', { mode: 'number' })
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    provider: text('provider').notNull(),
    askedAt: at('asked_at').notNull(),
    /** Null after a success: not-found, suspended, unavailable and the like. */
    problem: text('problem'),
  },
  t => [index('follower_refreshes_asked').on(t.provider, t.askedAt)],
)

/**
 * Number of accounts asked about on a day (UTC), by provider. It enforces the daily budget of a
 * paid provider.
 */
export const providerDays = pgTable(
  'provider_days',
  {
    provider: text('provider').notNull(),
    day: at('day').notNull(),
    asked: integer('asked').notNull().default(0),
  },
  t => [primaryKey({ columns: [t.provider, t.day] })],
)

/** What all nodes sign with: 32 random bytes each. */
export const secrets = pgTable('secrets', {
  name: text('name').primaryKey(),
  value: bytea('value').notNull(),
})

/** Priors estimated from the data; the newest is in force. */
export const priors = pgTable('priors', {
  id: id(),
  mu: doublePrecision('mu').notNull(),
  tau: doublePrecision('tau').notNull(),
  k: doublePrecision('k').notNull(),
  /**
   * Degrees of freedom; 0 if an older version estimated a normal prior, which is no longer valid.
   */
  nu: doublePrecision('nu').notNull().default(0),
  /** 0 if an older version estimated it from drafts, too; no longer valid. */
  halfLifeHours: doublePrecision('half_life_hours').notNull().default(0),
  /** Number of accounts it was estimated from. */
  accounts: integer('accounts').notNull(),
  computedAt: at('computed_at').notNull(),
})

/** Accounts' scores, so that a leaderboard reads one row per account. */
export const accountScores = pgTable(
  'account_scores',
  {
    accountId: bigint('account_id', { mode: 'number' })
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** 0 for all tweets. */
    windowDays: integer('window_days').notNull(),
    /** The prior it was computed with; under another prior the score is no longer valid. */
    mu: doublePrecision('mu').notNull(),
    tau: doublePrecision('tau').notNull(),
    k: doublePrecision('k').notNull(),
    nu: doublePrecision('nu').notNull().default(0),
    /** 0 if an older version computed it, and stored the account's months, from drafts, too. */
    halfLifeHours: doublePrecision('half_life_hours').notNull().default(0),
    /** These five are null if no tweet counts. */
    mean: doublePrecision('mean'),
    sd: doublePrecision('sd'),
    score: doublePrecision('score'),
    low: doublePrecision('low'),
    high: doublePrecision('high'),
    rawRatio: doublePrecision('raw_ratio'),
    medianTweet: doublePrecision('median_tweet'),
    /** Number of tweets that count: an hour old, and with known followers, not 0. */
    tweets: integer('tweets').notNull(),
    /** Tweets whose attribution window was open. */
    openTweets: integer('open_tweets').notNull().default(0),
    tweetsWithoutFollowers: integer('tweets_without_followers').notNull(),
    /**
     * Bounds for the number of different people among the follower clickers of all the window's
     * tweets.
     */
    activeMin: bigint('active_min', { mode: 'number' }).notNull(),
    activeMax: bigint('active_max', { mode: 'number' }).notNull(),
    /**
     * The score of each month, oldest first: [start in milliseconds since the epoch, score, low,
     * high, tweets].
     */
    months: jsonb('months').$type<[number, number, number, number, number][]>().notNull(),
    computedAt: at('computed_at').notNull(),
    /** Until a tweet leaves the window, or the exposure of one grows; null if neither happens. */
    validUntil: at('valid_until'),
  },
  t => [
    primaryKey({ columns: [t.accountId, t.windowDays] }),
    index('account_scores_order').on(t.windowDays, t.score, t.accountId).where(sql`tweets > 0`),
    // All windows of an account are always computed with the same prior.
    index('account_scores_prior')
      .on(t.mu, t.tau, t.k, t.nu, t.halfLifeHours, t.accountId)
      .where(sql`window_days = 0`),
    index('account_scores_valid').on(t.validUntil),
  ],
)

/** An account's tweets of a calendar month (UTC), with the numbers that go into its scores. */
export const accountMonths = pgTable(
  'account_months',
  {
    accountId: bigint('account_id', { mode: 'number' })
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    month: at('month').notNull(),
    /**
     * In any order, without drafts: [tweeted at, in milliseconds since the epoch; follower
     * clickers; followers, null if unknown; end of its window, in milliseconds since the epoch].
     */
    tweets: json('tweets').$type<[number, number, number | null, number][]>().notNull(),
  },
  t => [primaryKey({ columns: [t.accountId, t.month] })],
)

/**
 * Accounts whose scores and stored tweets are out of date. Each change is a row of its own, which
 * affects tweets from `since` to `until`, both included; null means no limit on that side. This way
 * no batch waits for another, and the job deletes exactly the rows it has seen.
 */
export const staleScores = pgTable(
  'stale_scores',
  {
    accountId: bigint('account_id', { mode: 'number' }).notNull(),
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    since: at('since'),
    until: at('until'),
  },
  t => [primaryKey({ columns: [t.accountId, t.id] })],
)

/**
 * Where events are sent. Nothing refers to these rows by a foreign key: a webhook that is deleted
 * at the same moment must never make the change fail that an event tells of.
 */
export const webhooks = pgTable('webhooks', {
  id: id(),
  url: text('url').notNull(),
  /** Types of events. */
  events: texts('events').notNull(),
  /** Clicks of a link, and influences of a tweet, that are told when they are reached. */
  clicksThresholds: bigint('clicks_thresholds', { mode: 'number' }).array().notNull().default(sql`'{}'`),
  influenceThresholds: doublePrecision('influence_thresholds').array().notNull().default(sql`'{}'`),
  /** When the summary of the day before is sent: HH:MM in the time zone. */
  summaryTime: text('summary_time').notNull().default('08:00'),
  summaryTimezone: text('summary_timezone').notNull().default('UTC'),
  /** Null where no summary is wanted. */
  summaryDueAt: at('summary_due_at'),
  enabled: boolean('enabled').notNull().default(true),
  /** Why the service disabled it: gone or failing. */
  disabledReason: text('disabled_reason').$type<'gone' | 'failing'>(),
  /** When the first of the latest failures was; null after a success. */
  failingSince: at('failing_since'),
  /**
   * As it is, because every message is signed with it. The former one signs as well until it ends.
   */
  secret: text('secret').notNull(),
  formerSecret: text('former_secret'),
  formerSecretEndsAt: at('former_secret_ends_at'),
  createdAt: at('created_at').notNull(),
})

/**
 * What is to be sent, written in the transaction of the change that it tells of, and the log of
 * what was sent. Of one link, a webhook gets one after the other, by `id`.
 */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    webhookId: bigint('webhook_id', { mode: 'number' }).notNull(),
    /** The same in every attempt and repetition. */
    messageId: text('message_id').notNull(),
    type: text('type').notNull(),
    /** Null if it is about no link. */
    linkId: bigint('link_id', { mode: 'number' }),
    /** Exactly what is signed and sent. */
    body: text('body').notNull(),
    status: text('status').$type<'waiting' | 'delivered' | 'failed'>().notNull().default('waiting'),
    createdAt: at('created_at').notNull(),
    /** When it was made or last repeated: attempts end some days later. */
    queuedAt: at('queued_at').notNull(),
    dueAt: at('due_at').notNull(),
    /** Until then a node is sending it; if that node dies, another one may. */
    claimedUntil: at('claimed_until'),
    attempts: integer('attempts').notNull().default(0),
    /** These are about the latest attempt. */
    attemptedAt: at('attempted_at'),
    durationMs: integer('duration_ms'),
    responseStatus: integer('response_status'),
    /** The first bytes of the answer's body. */
    response: text('response'),
    /** Why it failed, in words; null for a success. */
    problem: text('problem'),
  },
  t => [
    index('webhook_deliveries_due').on(t.webhookId, t.dueAt).where(sql`status = 'waiting'`),
    index('webhook_deliveries_order').on(t.webhookId, t.linkId, t.id).where(sql`status = 'waiting'`),
    index('webhook_deliveries_log').on(t.webhookId, t.id),
    index('webhook_deliveries_created').on(t.createdAt),
  ],
)

/** Events of a link that a webhook was told of and is not told again, such as a threshold. */
export const webhookMarks = pgTable(
  'webhook_marks',
  {
    webhookId: bigint('webhook_id', { mode: 'number' }).notNull(),
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
    mark: text('mark').notNull(),
  },
  t => [primaryKey({ columns: [t.webhookId, t.linkId, t.mark] })],
)

/** Links to look at for what their numbers show: after new clicks, and after a tweet's window. */
export const webhookLooks = pgTable(
  'webhook_looks',
  {
    lookAt: at('look_at').notNull(),
    linkId: bigint('link_id', { mode: 'number' }).notNull(),
  },
  t => [primaryKey({ columns: [t.lookAt, t.linkId] })],
)
