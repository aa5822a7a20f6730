// Made from the OpenAPI document by `npm run client`; do not edit.

/** The account. */
export type Account = {
  handle: string
  network: 'x' | 'bluesky' | 'mastodon'
  name: string | null
  /** Whether badges may show its influence. */
  public: boolean
  /** From the newest snapshot. */
  followers: number | null
  followersCountedAt: string | null
  createdAt: string
}

export type AccountChanges = {
  /**
   * @name (X), @name.tld (Bluesky) or @name@server (Mastodon); the leading @ is
   * optional.
   */
  handle?: string
  name?: string | null
  /** Lets badges show its influence. */
  public?: boolean
}

/** The influence. */
export type AccountInfluence = {
  handle: string
  /** From the newest snapshot. */
  followers: number | null
  /**
   * Followers who click per follower, shrunk towards the prior; null if no tweet
   * counts.
   */
  score: number | null
  /** 95 %: low and high end. */
  interval: [number, number] | null
  /** Score × followers, not rounded. */
  followersWhoClick: number | null
  /** Σ follower clickers / Σ followers over the tweets. */
  rawRatio: number | null
  medianTweet: number | null
  /** Tweets that count: an hour old, and with known followers. */
  tweets: number
  /** Tweets whose attribution window is open, whether or not they count yet. */
  openTweets: number
  /** Links made for tweets that were not tweeted yet. */
  drafts: number
  /** Fewer than 3 tweets count. */
  fewTweets: boolean
  /** Tweets left out because their followers are unknown or 0. */
  tweetsWithoutFollowers: number
  /** Bounds on how many different people clicked tweets of the last 30 days. */
  activeFollowers: {
    min: number
    max: number
  }
  /**
   * The moment that the score is of. While a window is open, it is renewed every
   * few minutes to hours.
   */
  computedAt: string
  prior: Prior
  /** Each calendar month (UTC) with a tweet that counts, on its own. */
  trend: {
    from: string
    to: string
    followers: number | null
    score: number
    /** 95 %: low and high end. */
    interval: [number, number]
    tweets: number
  }[]
  sentence: string
  reported?: ReportedInfluence | null
}

/** A page. */
export type AccountPage = {
  data: Account[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

export type AccountTweet = {
  /** The network's id of the tweet; null for a draft. */
  id: string | null
  url: string | null
  text: string | null
  published: boolean
  /**
   * A draft was not tweeted yet; a tweet of the last hour is too new to count;
   * while its window is open, it counts with its exposure.
   */
  state: 'draft' | 'new' | 'open' | 'closed'
  /** Null for a draft. */
  tweetedAt: string | null
  /**
   * The attribution window: everything below is counted inside it. Null for a
   * draft, whose clicks are those of its links so far.
   */
  window: {
    from: string
    to: string
    /** Whether it is still open. */
    open: boolean
  } | null
  /** At the tweet's time; null if never counted. */
  followers: number | null
  followersCountedAt: string | null
  clicks: number
  /** Distinct visitors of each link, summed if there are several. */
  clickers: number
  /**
   * Clickers from the account's network or an unknown source, without those
   * through other tweets on X, summed if there are several links.
   */
  followerClickers: number
  /** Clickers from anywhere else, and through other tweets on X. */
  spillover: number
  /**
   * Bounds on the number of different people among the follower clickers: nobody
   * is recognized across links, so with several links it is between the largest
   * count and the sum.
   */
  people: {
    min: number
    max: number
  }
  clicksPerFollower: number | null
  /** Follower clickers per follower, never capped; null without known followers. */
  influence: number | null
  /** 95 %: low and high end. */
  interval: [number, number] | null
  links: LinkOfTweet[]
  sentence: string
}

/** A page. */
export type AccountTweetPage = {
  handle: string
  /** How many there are in total, without drafts. */
  tweets: number
  /** Links made for tweets that were not tweeted yet. */
  drafts: number
  data: AccountTweet[]
  /** For the next page; null on the last. */
  nextCursor: string | null
  sentence: string
}

export type ArrivedHit = {
  /** Of the link. */
  slug: string
  id: string
  at: string
  kind: 'human' | 'excluded'
  /** Why it is not a human click. */
  reason: string | null
  source: string
  referrer: string | null
  country: string | null
  browser: string | null
  system: string | null
  device: string | null
  userAgent: string | null
  /**
   * Identical for the same visitor of this link within its window; it identifies
   * nobody.
   */
  visitor: string
  /** Version of the counting rules that judged it. */
  rulesVersion: number
}

/** The hits, in the order in which they were counted. */
export type ArrivedHits = {
  data: ArrivedHit[]
  /** Send it next time, also if there was nothing. */
  since: string
  /** Whether to ask again at once; otherwise after a while. */
  more: boolean
}

/** As shields.io reads it. */
export type Badge = {
  schemaVersion: 1
  /** Its left side. */
  label: string
  /** Its right side. */
  message: string
  /** Of its right side. */
  color: string
  /** True if there is no number to show. */
  isError?: boolean
}

export type BulkDeletion = {
  slugs: string[]
}

export type BulkLinkChange = {
  slug: string
  /** Absolute http(s) address without credentials; not an address of this service. */
  url?: string
  /** For those who manage the link; nothing public shows them. */
  notes?: string | null
  /** Each is kept once, in this order. Case matters: Blog and blog are two tags. */
  tags?: string[]
  /** The tweet's text, without the link. */
  text?: string | null
  /**
   * Who tweets it: @name (X), @name.tld (Bluesky) or @name@server (Mastodon). An
   * unknown account is made.
   */
  account?: string | null
  /** From then on the link answers 410. */
  expiresAt?: string | null
  /**
   * After this many clicks the link answers 410; bots, previews and prefetches use
   * up nothing. Clicks of the same moment may pass it by a few, and are counted.
   */
  maxClicks?: number | null
  /**
   * Its id in another system. One link of the whole service has it, also after it
   * was deleted.
   */
  externalId?: string | null
  /** A disabled link answers 410 until it is enabled again. */
  enabled?: boolean
  /** Lets badges show its numbers. */
  public?: boolean
  /** Appends the click's own query to the target. */
  forwardQuery?: boolean
  title?: string | null
}

export type BulkLinkChanges = {
  links: BulkLinkChange[]
}

/** The clicks of a link have reached a threshold. */
export type ClicksCrossed = {
  type: 'clicks.crossed'
  /** When it happened. */
  timestamp: string
  data: {
    threshold: number
    link: Link
  }
}

/** What the day before brought. */
export type DailySummary = {
  type: 'summary.daily'
  /** When it happened. */
  timestamp: string
  data: {
    date: string
    timezone: string
    from: string
    to: string
    /** Without those that were imported. */
    linksCreated: number
    clicks: number
    /** People who clicked a link for the first time, summed over the links. */
    clickers: number
    excluded: number
    /** Those with most clicks, largest first. */
    links: LinkOfDay[]
  }
}

/** Either the slug that was deleted or the error. */
export type DeletionResult = {
  slug?: string
  error?: Problem
}

/** The slug or the error for each entry. */
export type DeletionResults = {
  results: DeletionResult[]
}

/** The delivery. */
export type Delivery = {
  id: number
  /** Sent as `webhook-id`, the same in every attempt. */
  messageId: string
  type: string
  status: 'waiting' | 'delivered' | 'failed'
  attempts: number
  createdAt: string
  /** Null if it is not sent again. */
  nextAttemptAt: string | null
  /** The latest attempt; null before the first. */
  attemptedAt: string | null
  durationMs: number | null
  /** Null without an answer. */
  responseStatus: number | null
  /** The first bytes of the answer. */
  response: string | null
  /** Why it failed; null if it did not. */
  problem: string | null
  /** What was signed and sent. */
  body: string
}

/** A page. */
export type DeliveryPage = {
  data: Delivery[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

/** Who brought what. */
export type Destination = {
  /** The address without utm_ parameters. */
  url: string
  /** How many links lead there; `data` has the first 1,000. */
  links: number
  clicks: number
  /** A sum over the links: somebody who clicked two of them counts twice. */
  clickers: number
  /** In the order that was asked for; unknown influence comes last. */
  data: Favour[]
  sentence: string
}

/** A page of exchange rates. */
export type ExchangePage = {
  from: string
  prior: Prior
  /** Accounts with changes that their rates do not include yet. */
  pending: number
  data: ExchangeRow[]
  /** For the next page; null on the last. */
  nextCursor: string | null
  sentence: string
  reported?: ReportedSummary | null
  /**
   * Accounts without a rate, because no tweet of theirs counts here, but of which
   * the network reports something. With `include=reported`, on the first page: at
   * most 100, the greatest ratio first.
   */
  reportedOnly?: ReportedExchangeRow[]
}

/** The exchange rate. */
export type ExchangeRate = {
  from: string
  to: string
  /**
   * What one follower of `from` is worth in followers of `to`; null if either has
   * no score.
   */
  rate: number | null
  /** 95 %: low and high end. */
  interval: [number, number] | null
  /** From the raw ratios, without shrinkage. */
  rawRate: number | null
  prior: Prior
  sentence: string
  /**
   * What the networks report of both, with `include=reported`; part of no rate of
   * ours.
   */
  reported?: {
    from: ReportedSummary | null
    to: ReportedSummary | null
    /**
     * Reported ratio of `from` / that of `to`; null if either is unknown or the
     * second is 0. With `include=reported` only.
     */
    rate: number | null
    sentence: string
  }
}

export type ExchangeRow = {
  to: string
  name: string | null
  /** From the newest snapshot. */
  followers: number | null
  /** Tweets that count: an hour old, and with known followers. */
  tweets: number
  /** Fewer than 3 tweets count. */
  fewTweets: boolean
  /**
   * What one follower of `from` is worth in followers of `to`; null if `from` has
   * no score.
   */
  rate: number | null
  /** 95 %: low and high end. */
  interval: [number, number] | null
  /** From the raw ratios, without shrinkage. */
  rawRate: number | null
  sentence: string
  reported?: ReportedSummary | null
  /**
   * Reported ratio of `from` / that of `to`; null if either is unknown or the
   * second is 0. With `include=reported` only.
   */
  reportedRate?: number | null
}

export type Favour = {
  /** Null for a link without an account. */
  account: string | null
  slug: string
  tweetedAt: string | null
  /** Clicks over the link's whole life. */
  clicks: number
  /** Distinct visitors of this link. */
  clickers: number
  /** Share of all clickers; null while there are none. */
  share: number | null
  /** At the tweet's time; null if never counted. */
  followers: number | null
  /** Inside the tweet's attribution window. */
  followerClickers: number
  influence: number | null
  /** 95 %: low and high end. */
  interval: [number, number] | null
  sentence: string
}

export type FieldProblem = {
  field?: string
  line?: number
  message: string
}

/** The follower count. */
export type FollowerCount = {
  followers: number
  countedAt: string
  /** Who counted. */
  source: 'manual' | 'csv' | 'analytics' | 'archive' | 'x' | 'bluesky' | 'mastodon'
}

/** A page. */
export type FollowerCountPage = {
  data: FollowerCount[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

/** A header line, and one line for each count. */
export type FollowerHistory = string

/** What the import did, or would do. */
export type FollowerImport = {
  dryRun: boolean
  accounts: {
    new: number
    known: number
  }
  snapshots: {
    new: number
    changed: number
    unchanged: number
  }
  /** Tweets whose follower count changed. */
  tweetsCorrected: number
}

/** The providers. */
export type FollowerProviders = {
  data: {
    provider: string
    configured: boolean
    /** The missing setting, without which it cannot be asked. */
    missing: string | null
    /** Accounts a day (UTC); null if asking is free. */
    dailyBudget: number | null
    askedToday: number
    lastSuccessAt: string | null
    lastProblem: {
      handle: string
      problem: string
      at: string
    } | null
  }[]
}

/** The numbers. */
export type GroupedStats = {
  /** The range used, on quarters of an hour; for a breakdown, on days in UTC. */
  from: string
  /** Exclusive. */
  to: string
  timezone: string
  groupBy:
    | 'quarter-hour'
    | 'hour'
    | 'day'
    | 'week'
    | 'month'
    | 'link'
    | 'account'
    | 'tag'
    | 'destination'
    | 'source'
    | 'referrer'
    | 'country'
    | 'browser'
    | 'system'
    | 'device'
    | 'reason'
  /** How many links these are the numbers of. */
  links: number
  clicks: number
  clickers: number
  excluded: number
  /** Intervals in their order, without gaps; groups largest first. */
  data: StatsGroup[]
  others: OtherGroups
}

export type Hit = {
  id: string
  at: string
  kind: 'human' | 'excluded'
  /** Why it is not a human click. */
  reason: string | null
  source: string
  referrer: string | null
  country: string | null
  browser: string | null
  system: string | null
  device: string | null
  userAgent: string | null
  /**
   * Identical for the same visitor of this link within its window; it identifies
   * nobody.
   */
  visitor: string
  /** Version of the counting rules that judged it. */
  rulesVersion: number
}

/** A page. */
export type HitPage = {
  data: Hit[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

export type ImportClash = {
  line: number
  /** Of a file in JSON: which of its entries, counted from 1. */
  entry?: number
  slug: string
  url: string
  message: string
  /** Its new name; null if it is left out. */
  becomes: string | null
}

export type ImportError = {
  line: number
  /** Of a file in JSON: which of its entries, counted from 1. */
  entry?: number
  /** Of a tweet, its id. Null for a line that is not readable. */
  slug: string | null
  field: string | null
  message: string
}

/** The influence of a tweet has reached a threshold. */
export type InfluenceCrossed = {
  type: 'influence.crossed'
  /** When it happened. */
  timestamp: string
  data: {
    threshold: number
    link: Link
    influence: LinkInfluence
  }
}

export type Interval = {
  at: string
  clicks: number
  clickers: number
  excluded: number
}

/** The key, without its secret. */
export type Key = {
  /** Null for the preset ADMIN_KEY. */
  id: number | null
  name: string
  /**
   * An admin does everything. A member does all but manage keys, webhooks and the
   * prior. An author makes links, and changes its own and those of its accounts. A
   * viewer reads.
   */
  role: 'admin' | 'member' | 'author' | 'viewer'
  /** Its first characters. */
  prefix: string
  /**
   * The accounts it is limited to, with their links and those it made; null if it
   * is not.
   */
  accounts: string[] | null
  /** Null for the preset ADMIN_KEY. */
  createdAt: string | null
  /** From then on it is not valid; null if it does not expire. */
  expiresAt: string | null
  /** To the minute; null if it was never used. */
  lastUsedAt: string | null
  /** Null if it was not revoked. */
  revokedAt: string | null
}

export type KeyChanges = {
  name?: string
  /**
   * An admin does everything. A member does all but manage keys, webhooks and the
   * prior. An author makes links, and changes its own and those of its accounts. A
   * viewer reads.
   */
  role?: 'admin' | 'member' | 'author' | 'viewer'
  /**
   * Limits it to these, in place of those before; null: to none, but an author
   * always is limited, and stays so in another role until this is null.
   */
  accounts?: string[] | null
  /** Null: it does not expire. */
  expiresAt?: string | null
}

/** All keys, oldest first. */
export type Keys = {
  data: Key[]
}

/** A page of the leaderboard. */
export type LeaderboardPage = {
  prior: Prior
  /** When the newest score on the page was computed. */
  computedAt: string | null
  /** Accounts with changes that their scores do not include yet. */
  pending: number
  data: LeaderboardRow[]
  /** For the next page; null on the last. */
  nextCursor: string | null
  sentence: string
  /**
   * Accounts that are not ranked, because no tweet of theirs counts here, but of
   * which the network reports something. With `include=reported`, on the first
   * page: at most 100, the greatest ratio first.
   */
  reportedOnly?: ReportedAccount[]
}

export type LeaderboardRow = {
  rank: number
  handle: string
  name: string | null
  /** From the newest snapshot. */
  followers: number | null
  /** Followers who click per follower, shrunk towards the prior. */
  score: number
  /** 95 %: low and high end. */
  interval: [number, number]
  /** Tweets that count: an hour old, and with known followers. */
  tweets: number
  /** Tweets whose attribution window is open, whether or not they count yet. */
  openTweets: number
  /** Links made for tweets that were not tweeted yet. */
  drafts: number
  /** Fewer than 3 tweets count. */
  fewTweets: boolean
  /** Score × followers, not rounded. */
  followersWhoClick: number | null
  sentence: string
  reported?: ReportedSummary | null
}

/** The link. */
export type Link = {
  slug: string
  shortUrl: string
  /** Where the link leads. */
  url: string
  utm: LinkUtm
  /** For those who manage the link. */
  notes: string | null
  tags: string[]
  /** Its id in another system. */
  externalId: string | null
  /** Handle of the account that tweets it. */
  account: string | null
  tweet: LinkTweet | null
  createdAt: string
  /** When it or its tweet was last changed; clicks change neither. */
  updatedAt: string
  expiresAt: string | null
  /** After this many clicks it answers 410. */
  maxClicks: number | null
  /** Null unless it was deleted; it can be restored. */
  deletedAt: string | null
  /** Whether the click's own query is appended to the target. */
  forwardQuery: boolean
  enabled: boolean
  /** Whether badges may show its numbers. */
  public: boolean
  /** Clicks: hits that are judged human. */
  clicks: number
  /** Distinct human visitors. */
  clickers: number
  /** Hits that are no clicks. */
  excluded: number
  /** What the shortener it comes from counted; part of no other number. */
  importedClicks: number | null
  /** The shortener it comes from. */
  importedFrom: string | null
  /**
   * Opens the window for a new post on the account's network, with the text and
   * the short link.
   */
  composeUrl: string
  title: string | null
}

export type LinkChanges = {
  /** Absolute http(s) address without credentials; not an address of this service. */
  url?: string
  /** For those who manage the link; nothing public shows them. */
  notes?: string | null
  /** Each is kept once, in this order. Case matters: Blog and blog are two tags. */
  tags?: string[]
  /** The tweet's text, without the link. */
  text?: string | null
  /**
   * Who tweets it: @name (X), @name.tld (Bluesky) or @name@server (Mastodon). An
   * unknown account is made.
   */
  account?: string | null
  /** From then on the link answers 410. */
  expiresAt?: string | null
  /**
   * After this many clicks the link answers 410; bots, previews and prefetches use
   * up nothing. Clicks of the same moment may pass it by a few, and are counted.
   */
  maxClicks?: number | null
  /**
   * Its id in another system. One link of the whole service has it, also after it
   * was deleted.
   */
  externalId?: string | null
  /** A disabled link answers 410 until it is enabled again. */
  enabled?: boolean
  /** Lets badges show its numbers. */
  public?: boolean
  /** Appends the click's own query to the target. */
  forwardQuery?: boolean
  title?: string | null
}

/** A link was made. */
export type LinkCreated = {
  type: 'link.created'
  /** When it happened. */
  timestamp: string
  data: {
    link: Link
  }
}

/** The file as the other service gave it, in UTF-8. */
export type LinkFile = string

/** What the import did, or would do. */
export type LinkImport = {
  /** What the file has. */
  what: 'links' | 'tweets' | 'accounts' | 'followers' | 'clicks'
  /** Where the file is from. */
  source: string
  dryRun: boolean
  /**
   * Of a dry run: why the import would be refused with these choices; null if it
   * would not.
   */
  refused: string | null
  /** Rows of the file; one can be several links. */
  rows: number
  /** Links, tweets, accounts, follower counts or hits that are new. */
  made: number
  /**
   * Tweets, and links of Shlink, of which the file knows newer numbers; follower
   * counts that it corrects; accounts that another file had made and that it
   * completes.
   */
  changed: number
  /** Links that are attached to the tweets they are in. */
  attached: number
  /**
   * Links with the same name and target, tweets and counts with these numbers,
   * accounts and hits. They stay as they are.
   */
  alreadyThere: number
  /** Links that the next call makes or attaches. */
  left: number
  /** The accounts whose tweets or followers the file has: the first ten. */
  accounts: string[]
  /** The first thousand. */
  clashes: ImportClash[]
  clashTotal: number
  /** The first thousand. */
  errors: ImportError[]
  errorTotal: number
}

/** The influence. */
export type LinkInfluence = {
  slug: string
  account: string | null
  /**
   * A draft was not tweeted yet; a tweet of the last hour is too new to count;
   * while its window is open, it counts with its exposure.
   */
  state: 'draft' | 'new' | 'open' | 'closed' | null
  /** Null for a draft, and without a tweet. */
  tweetedAt: string | null
  /**
   * The attribution window. For a draft and for a link without a tweet: the link's
   * whole life, without an end.
   */
  window: {
    from: string
    to: string | null
    /** Whether it is still open. */
    open: boolean
  }
  /** At the tweet's time; null if never counted. */
  followers: number | null
  followersCountedAt: string | null
  /** Clicks in the window. */
  clicks: number
  /** Distinct visitors in the window. */
  clickers: number
  /**
   * Clickers from the account's network or an unknown source, without those
   * through other tweets on X.
   */
  followerClickers: number
  /** Clickers from anywhere else, and through other tweets on X. */
  spillover: number
  clicksPerFollower: number | null
  /** Follower clickers per follower, never capped; null without known followers. */
  influence: number | null
  /** 95 %: low and high end. */
  interval: [number, number] | null
  /**
   * The tweets on X that clicks in the window came through (also quotes and
   * replies), largest first, 100 at most.
   */
  postings: Posting[]
  otherPostings: OtherPostings
  /** Null for a link without a tweet. */
  xForIphone: {
    /**
     * Clickers whom X sent, in the window, through X for iPhone. The statistics of a
     * link also have those from elsewhere.
     */
    clickers: number
    /** Those of them who count as followers. */
    followerClickers: number
    /** The influence without them: a lower bound. */
    influenceWithout: number | null
    /** 95 %: low and high end. */
    intervalWithout: [number, number] | null
    /** Why they are shown apart, in one sentence. */
    why: string
  } | null
  /** From the network's analytics, as entered; null if unknown. */
  impressions: number | null
  /** Link clicks by the same analytics; part of no other number. */
  reportedClicks: number | null
  factors: TweetFactors | null
  /**
   * What the impressions say, and why more may have clicked than they count. Null
   * if they are unknown.
   */
  factorsSentence: string | null
  sentence: string
}

export type LinkOfDay = {
  link: Link
  clicks: number
  clickers: number
}

export type LinkOfTweet = {
  slug: string
  shortUrl: string
  /** Where the link leads. */
  url: string
  /** It has been deleted; its clicks still count. */
  deleted: boolean
  clicks: number
  clickers: number
  followerClickers: number
}

/** A page. */
export type LinkPage = {
  data: Link[]
  /** For the next page; null on the last. */
  nextCursor: string | null
  /** On all pages; only if asked for. */
  total?: number
}

/** Where the link leads and, only if it is public, its numbers. */
export type LinkPreview = {
  /** Of the link. */
  slug: string
  /** The link itself. */
  shortUrl: string
  /** Where it leads. */
  url: string
  /** Whether it redirects at the moment. */
  redirects: boolean
  /** Only of a public account. */
  account?: string | null
  /** Clicks: hits that are judged human. */
  clicks?: number
  /** Over the link's whole life. */
  clickers?: number
  /** Follower clickers per follower, never capped; null without known followers. */
  influence?: number | null
  /** 95 %: low and high end. */
  interval?: [number, number] | null
  sentence?: string
  title?: string | null
  [more: string]: unknown
}

/** The numbers. */
export type LinkStats = {
  slug: string
  /** The range used, on quarters of an hour. */
  from: string
  /** Exclusive. */
  to: string
  /** Where the hits are too many for a filter: only those since then are counted. */
  countedFrom: string | null
  unit: 'quarter-hour' | 'hour' | 'day' | 'week' | 'month'
  timezone: string
  /** Clicks: hits that are judged human. */
  clicks: number
  /** Visitors whose first click is in the range. */
  clickers: number
  excluded: {
    total: number
    byReason: Record<string, number>
  }
  /** Without gaps. */
  series: Interval[]
  /**
   * What came through X for iPhone from anywhere, as in the breakdown by browser;
   * the influence has only what X sent. Older hits count from when they are judged
   * again.
   */
  xForIphone: {
    clicks: number
    clickers: number
    /** Why they are shown apart, in one sentence. */
    why: string
  }
  /**
   * Largest first; after 500 values the rest is summed as "other". Adds up to the
   * totals.
   */
  sources: Share[]
  /**
   * Largest first; after 500 values the rest is summed as "other". Adds up to the
   * totals.
   */
  referrers: Share[]
  /**
   * Largest first; after 500 values the rest is summed as "other". Adds up to the
   * totals.
   */
  countries: Share[]
  /**
   * Largest first; after 500 values the rest is summed as "other". Adds up to the
   * totals.
   */
  browsers: Share[]
  /**
   * Largest first; after 500 values the rest is summed as "other". Adds up to the
   * totals.
   */
  systems: Share[]
  /**
   * Largest first; after 500 values the rest is summed as "other". Adds up to the
   * totals.
   */
  devices: Share[]
  /** Which version of the counting rules judged the hits. */
  rules: {
    /** The newest of the counting rules. */
    version: number
    /**
     * Hits that older rules judged, of all hits of the link. `fivehundred
     * reclassify` judges those again that are still stored.
     */
    olderHits: number
  }
}

export type LinkTweet = {
  /** The network's id of the tweet (Mastodon: server/id); null for a draft. */
  id: string | null
  url: string | null
  text: string | null
  /** Null for a draft: it was not tweeted yet. */
  tweetedAt: string | null
  /**
   * Its address or time was given. If not, its first click shows when it was
   * tweeted.
   */
  published: boolean
}

/** What the target says in its utm_ parameters. */
export type LinkUtm = {
  source?: string
  medium?: string
  campaign?: string
  term?: string
  content?: string
}

/** The list. */
export type List = {
  name: string
  /** Handles. */
  accounts: string[]
  createdAt: string
}

export type ListChanges = {
  /** 1 to 64 printable characters; case does not matter. */
  name?: string
  accounts?: string[]
}

/** A page. */
export type ListPage = {
  data: List[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

/** The key, with its secret. */
export type MadeKey = {
  /** Null for the preset ADMIN_KEY. */
  id: number | null
  name: string
  /**
   * An admin does everything. A member does all but manage keys, webhooks and the
   * prior. An author makes links, and changes its own and those of its accounts. A
   * viewer reads.
   */
  role: 'admin' | 'member' | 'author' | 'viewer'
  /** Its first characters. */
  prefix: string
  /**
   * The accounts it is limited to, with their links and those it made; null if it
   * is not.
   */
  accounts: string[] | null
  /** Null for the preset ADMIN_KEY. */
  createdAt: string | null
  /** From then on it is not valid; null if it does not expire. */
  expiresAt: string | null
  /** To the minute; null if it was never used. */
  lastUsedAt: string | null
  /** Null if it was not revoked. */
  revokedAt: string | null
  /** To send; told only now. */
  key: string
}

/** A link for each account, in order. */
export type MadeLinks = {
  links: Link[]
}

/** The webhook, with its secret. */
export type MadeWebhook = {
  id: number
  url: string
  /**
   * A link was made; a tweet was attached; the window of a tweet closed, with its
   * final influence; a number reached a threshold, each once for a link; the
   * summary of the day before.
   */
  events: (
    | 'link.created'
    | 'tweet.attached'
    | 'window.closed'
    | 'clicks.crossed'
    | 'influence.crossed'
    | 'summary.daily'
  )[]
  /** Numbers of a link's clicks for `clicks.crossed`. */
  clicksThresholds: number[]
  /**
   * A tweet's clickers per follower for `influence.crossed`, while its window is
   * open.
   */
  influenceThresholds: number[]
  /** When `summary.daily` is sent, about the day before. */
  summaryTime: string
  /** Whose days and times of day these are. */
  summaryTimezone: string
  /** Whether it gets events. */
  enabled: boolean
  /**
   * Why the service disabled it: it answered 410, or nothing succeeded for five
   * days. Null if it did not.
   */
  disabledReason: 'gone' | 'failing' | null
  /** The first failure since the last success; null if there is none. */
  failingSince: string | null
  /** Until then the former secret signs as well; null without a former one. */
  formerSecretEndsAt: string | null
  /** Deliveries still to be sent. */
  waiting: number
  createdAt: string
  /** Signs the messages, as Standard Webhooks has it; told only now. */
  secret: string
}

/** The key that was sent. */
export type Me = {
  /** Null for the preset ADMIN_KEY. */
  id: number | null
  name: string
  /**
   * An admin does everything. A member does all but manage keys, webhooks and the
   * prior. An author makes links, and changes its own and those of its accounts. A
   * viewer reads.
   */
  role: 'admin' | 'member' | 'author' | 'viewer'
  /** Its first characters. */
  prefix: string
  /**
   * The accounts it is limited to, with their links and those it made; null if it
   * is not.
   */
  accounts: string[] | null
  /** Null for the preset ADMIN_KEY. */
  createdAt: string | null
  /** From then on it is not valid; null if it does not expire. */
  expiresAt: string | null
  /** To the minute; null if it was never used. */
  lastUsedAt: string | null
  /** Null if it was not revoked. */
  revokedAt: string | null
  /**
   * What it may change, of what it sees: links; accounts; what all share (lists,
   * new accounts); the service (keys, webhooks, the prior).
   */
  may: ('links' | 'accounts' | 'shared' | 'service')[]
}

export type NewAccount = {
  /**
   * @name (X), @name.tld (Bluesky) or @name@server (Mastodon); the leading @ is
   * optional.
   */
  handle: string
  name?: string
  /** Lets badges show its influence. */
  public?: boolean
  followers?: number
}

export type NewDestination = {
  /** Absolute http(s) address without credentials; not an address of this service. */
  url: string
  accounts: string[]
}

export type NewFollowerCount = {
  followers: number
  /** Now, if left out. */
  countedAt?: string
  /** How it is known: somebody typed it, or it is from an archive of X. */
  source?: 'manual' | 'archive'
}

export type NewKey = {
  name: string
  /**
   * An admin does everything. A member does all but manage keys, webhooks and the
   * prior. An author makes links, and changes its own and those of its accounts. A
   * viewer reads. By default a member.
   */
  role?: 'admin' | 'member' | 'author' | 'viewer'
  /** Limits it to these; an author without any has only the links that it makes. */
  accounts?: string[]
  /** Never, if left out. */
  expiresAt?: string
}

export type NewLink = {
  /** Absolute http(s) address without credentials; not an address of this service. */
  url: string
  /** 3 to 64 of A–Z a–z 0–9 _ -, case-sensitive; random if left out. */
  slug?: string
  /**
   * Who tweets it: @name (X), @name.tld (Bluesky) or @name@server (Mastodon). An
   * unknown account is made.
   */
  account?: string
  /** The tweet's text, without the link. */
  text?: string
  /** For those who manage the link; nothing public shows them. */
  notes?: string
  /** Each is kept once, in this order. Case matters: Blog and blog are two tags. */
  tags?: string[]
  /**
   * Its id in another system. One link of the whole service has it, also after it
   * was deleted.
   */
  externalId?: string
  /** From then on the link answers 410. */
  expiresAt?: string
  /**
   * After this many clicks the link answers 410; bots, previews and prefetches use
   * up nothing. Clicks of the same moment may pass it by a few, and are counted.
   */
  maxClicks?: number
  /** Appends the click's own query to the target. */
  forwardQuery?: boolean
  utm?: Utm
  /**
   * Answers 200 with the newest usable link that has the same target and account,
   * if any.
   */
  findExisting?: boolean
  /** Lets badges show its numbers. */
  public?: boolean
  /** A disabled link answers 410 until it is enabled again. */
  enabled?: boolean
  title?: string
}

/** Either the link or the error. */
export type NewLinkResult = {
  link?: Link
  error?: Problem
}

/** The link or the error for each entry. */
export type NewLinkResults = {
  results: NewLinkResult[]
}

export type NewLinks = {
  links: NewLink[]
}

export type NewList = {
  /** 1 to 64 printable characters; case does not matter. */
  name: string
  accounts?: string[]
}

export type NewWebhook = {
  /**
   * http(s), better https, on the public internet unless WEBHOOK_ALLOW_PRIVATE
   * allows another.
   */
  url: string
  /**
   * A link was made; a tweet was attached; the window of a tweet closed, with its
   * final influence; a number reached a threshold, each once for a link; the
   * summary of the day before.
   */
  events: (
    | 'link.created'
    | 'tweet.attached'
    | 'window.closed'
    | 'clicks.crossed'
    | 'influence.crossed'
    | 'summary.daily'
  )[]
  /** Numbers of a link's clicks for `clicks.crossed`. */
  clicksThresholds?: number[]
  /**
   * A tweet's clickers per follower for `influence.crossed`, while its window is
   * open.
   */
  influenceThresholds?: number[]
  /** When `summary.daily` is sent, about the day before. */
  summaryTime?: string
  /** Whose days and times of day these are. */
  summaryTimezone?: string
  /** Whether it gets events. */
  enabled?: boolean
}

/** A rich oEmbed 1.0. */
export type Oembed = {
  version: '1.0'
  type: 'rich'
  provider_name: string
  provider_url: string
  /** Seconds. */
  cache_age: number
  /** The frame. */
  html: string
  width: number
  height: number
  /** What the frame shows. */
  title: string
}

/** Those beyond the limit. */
export type OtherGroups = {
  groups: number
  clicks: number
  clickers: number
  excluded: number
}

/** Those that are not listed. */
export type OtherPostings = {
  postings: number
  clicks: number
  clickers: number
}

export type Posting = {
  /** Of its t.co link. */
  code: string
  /** Opening it counts as a click. */
  url: string
  clicks: number
  clickers: number
  /** Share of all the window's clickers, 0 to 1. */
  share: number | null
  /**
   * Whether it is the tweet itself. Null where X did not tell the codes of the
   * tweet's links.
   */
  own: boolean | null
}

/** What the scores were computed with. */
export type Prior = {
  mu: number
  tau: number
  k: number
  nu: number
  /** The hours within which half of a tweet's clicks come. */
  halfLifeHours: number
}

/** The prior. */
export type PriorState = {
  mu: number
  tau: number
  k: number
  nu: number
  /** The hours within which half of a tweet's clicks come. */
  halfLifeHours: number
  /** Accounts it was estimated from; 0 for the configured one. */
  accounts: number
  /** Null for the configured one. */
  computedAt: string | null
  running: RunningEstimate | null
}

/** An error, as RFC 9457 has it. */
export type Problem = {
  /** Leads to what is said about the code. */
  type: string
  status: number
  /** What happened, and what to do about it. */
  detail: string
  /** Stable. */
  code:
    | 'account-exists'
    | 'account-not-given'
    | 'account-not-found'
    | 'account-unavailable'
    | 'body-too-complex'
    | 'body-too-large'
    | 'budget-exhausted'
    | 'conflict'
    | 'cookie-missing'
    | 'database-unavailable'
    | 'external-id-taken'
    | 'delivery-not-found'
    | 'forbidden'
    | 'form-outdated'
    | 'form-running'
    | 'format-not-offered'
    | 'internal-error'
    | 'invalid-csv'
    | 'invalid-encoding'
    | 'invalid-import'
    | 'invalid-input'
    | 'invalid-json'
    | 'invalid-request'
    | 'invalid-url'
    | 'journal-unavailable'
    | 'key-not-found'
    | 'link-gone'
    | 'link-not-found'
    | 'list-exists'
    | 'list-not-found'
    | 'method-not-allowed'
    | 'not-found'
    | 'nothing-public'
    | 'other-request'
    | 'precondition-failed'
    | 'provider-not-configured'
    | 'provider-unavailable'
    | 'rate-limited'
    | 'request-running'
    | 'request-too-slow'
    | 'slug-reserved'
    | 'slug-taken'
    | 'snapshot-not-found'
    | 'tag-exists'
    | 'tag-not-found'
    | 'too-many-pictures'
    | 'tweet-of-another-account'
    | 'unauthorized'
    | 'unsupported-media-type'
    | 'webhook-not-found'
  /** As in the header `X-Request-Id`. */
  requestId: string
  /**
   * For invalid-input, every invalid field; for invalid-csv and invalid-import,
   * every invalid line.
   */
  errors?: FieldProblem[]
  title: string
  [more: string]: unknown
}

export type PublishedTweet = {
  /** Address of the tweet on X, Bluesky or Mastodon, or an X status id. */
  url?: string
  /** Instead of an address, or in addition to one that does not contain its time. */
  tweetedAt?: string
  /** How often the tweet was shown, by the network's analytics. Null clears it. */
  impressions?: number | null
  /** Link clicks, by the same analytics: at most the impressions. Null clears it. */
  reportedClicks?: number | null
}

/** The new name. */
export type RenamedTag = {
  tag: string
  /** How many links were changed. */
  links: number
}

export type ReportedAccount = {
  handle: string
  name: string | null
  /** From the newest snapshot. */
  followers: number | null
  reported: ReportedSummary | null
}

export type ReportedExchangeRow = {
  to: string
  name: string | null
  /** From the newest snapshot. */
  followers: number | null
  reported: ReportedSummary | null
  /**
   * Reported ratio of `from` / that of `to`; null if either is unknown or the
   * second is 0. With `include=reported` only.
   */
  reportedRate: number | null
}

/** What the network's own analytics say, as imported or entered. */
export type ReportedInfluence = {
  /** Tweets with reported link clicks and with followers. */
  tweets: number
  /** Tweets with reported link clicks, of which the followers are unknown or 0. */
  tweetsWithoutFollowers: number
  /** Σ reported link clicks, of both. */
  clicks: number
  /** Σ reported link clicks / Σ followers at the tweets; never part of a score. */
  ratio: number | null
  /** Σ impressions / Σ followers, where impressions are known. */
  seen: number | null
  /** Σ reported link clicks / Σ impressions. */
  clickedWhenSeen: number | null
  sentence: string
  /** The tweets that have links of ours as well, by both counts. */
  beside: {
    tweets: number
    reportedClicks: number
    clicks: number
    clickers: number
  } | null
  /** Each calendar month (UTC) with such a tweet. */
  trend: {
    from: string
    tweets: number
    clicks: number
    ratio: number | null
  }[]
}

/**
 * What the network's own analytics say; null if nothing is known. With
 * `include=reported` only; part of no score, rank or rate.
 */
export type ReportedSummary = {
  /** Tweets with reported link clicks and with followers. */
  tweets: number
  /** Tweets with reported link clicks, of which the followers are unknown or 0. */
  tweetsWithoutFollowers: number
  /** Σ reported link clicks, of both. */
  clicks: number
  /** Σ reported link clicks / Σ followers at the tweets; never part of a score. */
  ratio: number | null
  /** Σ impressions / Σ followers, where impressions are known. */
  seen: number | null
  /** Σ reported link clicks / Σ impressions. */
  clickedWhenSeen: number | null
  sentence: string
}

/** The running estimate; null if there is none. */
export type RunningEstimate = {
  since: string
  /** Accounts to read; null if another node runs it. */
  accountsDone: number | null
}

export type Share = {
  value: string
  clicks: number
  clickers: number
}

export type StatsGroup = {
  /** The start of an interval, or the group. */
  value: string | null
  clicks: number
  clickers: number
  excluded: number
}

/** A tag and the numbers of its links. */
export type Tag = {
  tag: string
  /** How many links have it. */
  links: number
  clicks: number
  excluded: number
}

export type TagChanges = {
  /** The new name. */
  tag: string
  /** Makes one tag of both where links have the new one already. */
  merge?: boolean
}

/** A page. */
export type TagPage = {
  data: Tag[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

/** A change of where a link leads. */
export type TargetChange = {
  changedAt: string
  /** The name of the key; null for the preset key. */
  changedBy: string | null
  from: string
  to: string
}

/** A page. */
export type TargetChangePage = {
  data: TargetChange[]
  /** For the next page; null on the last. */
  nextCursor: string | null
}

/** A tweet was attached to a link, or its time was changed. */
export type TweetAttached = {
  type: 'tweet.attached'
  /** When it happened. */
  timestamp: string
  data: {
    link: Link
  }
}

/** Null if the impressions or the followers are unknown or 0. */
export type TweetFactors = {
  /** Impressions per follower. */
  seen: number
  /**
   * Follower clickers per impression. Above 1 where the impressions are older than
   * the clicks, or it was also seen elsewhere.
   */
  clickedWhenSeen: number
  /** The product of the two, which is the influence. */
  perFollower: number
}

/** Written into the target's query as utm_source and so on. */
export type Utm = {
  source?: string
  medium?: string
  campaign?: string
  term?: string
  content?: string
}

/** The webhook, without its secret. */
export type Webhook = {
  id: number
  url: string
  /**
   * A link was made; a tweet was attached; the window of a tweet closed, with its
   * final influence; a number reached a threshold, each once for a link; the
   * summary of the day before.
   */
  events: (
    | 'link.created'
    | 'tweet.attached'
    | 'window.closed'
    | 'clicks.crossed'
    | 'influence.crossed'
    | 'summary.daily'
  )[]
  /** Numbers of a link's clicks for `clicks.crossed`. */
  clicksThresholds: number[]
  /**
   * A tweet's clickers per follower for `influence.crossed`, while its window is
   * open.
   */
  influenceThresholds: number[]
  /** When `summary.daily` is sent, about the day before. */
  summaryTime: string
  /** Whose days and times of day these are. */
  summaryTimezone: string
  /** Whether it gets events. */
  enabled: boolean
  /**
   * Why the service disabled it: it answered 410, or nothing succeeded for five
   * days. Null if it did not.
   */
  disabledReason: 'gone' | 'failing' | null
  /** The first failure since the last success; null if there is none. */
  failingSince: string | null
  /** Until then the former secret signs as well; null without a former one. */
  formerSecretEndsAt: string | null
  /** Deliveries still to be sent. */
  waiting: number
  createdAt: string
}

export type WebhookChanges = {
  /**
   * http(s), better https, on the public internet unless WEBHOOK_ALLOW_PRIVATE
   * allows another.
   */
  url?: string
  /**
   * A link was made; a tweet was attached; the window of a tweet closed, with its
   * final influence; a number reached a threshold, each once for a link; the
   * summary of the day before.
   */
  events?: (
    | 'link.created'
    | 'tweet.attached'
    | 'window.closed'
    | 'clicks.crossed'
    | 'influence.crossed'
    | 'summary.daily'
  )[]
  /** Numbers of a link's clicks for `clicks.crossed`. */
  clicksThresholds?: number[]
  /**
   * A tweet's clickers per follower for `influence.crossed`, while its window is
   * open.
   */
  influenceThresholds?: number[]
  /** When `summary.daily` is sent, about the day before. */
  summaryTime?: string
  /** Whose days and times of day these are. */
  summaryTimezone?: string
  /** Whether it gets events. */
  enabled?: boolean
}

/** Somebody tests the webhook. */
export type WebhookTest = {
  type: 'webhook.test'
  /** When it happened. */
  timestamp: string
  data: {
    message: string
  }
}

/** All webhooks, oldest first. */
export type Webhooks = {
  data: Webhook[]
}

/** A tweet's attribution window has ended, and this is its final influence. */
export type WindowClosed = {
  type: 'window.closed'
  /** When it happened. */
  timestamp: string
  data: {
    link: Link
    influence: LinkInfluence
  }
}

export interface Operations {
  /** Make a link */
  createLink: { request: { body: NewLink }; answer: Link }
  /** List links */
  listLinks: {
    request: {
      q?: string
      tag?: string[]
      account?: string
      externalId?: string
      createdFrom?: string
      createdTo?: string
      updatedFrom?: string
      updatedTo?: string
      public?: boolean
      enabled?: boolean
      deleted?: boolean
      sort?: 'newest' | 'clicks'
      total?: boolean
      fields?: string
      limit?: number
      cursor?: string
    }
    answer: LinkPage
  }
  /** Read a link */
  getLink: { request: { slug: string }; answer: Link }
  /** Change a link */
  updateLink: { request: { slug: string; body: LinkChanges }; answer: Link }
  /** Delete a link */
  deleteLink: { request: { purge?: boolean; slug: string }; answer: null }
  /** Bring a deleted link back */
  restoreLink: { request: { slug: string }; answer: Link }
  /** Who sent a link elsewhere, and when */
  listLinkTargets: { request: { limit?: number; cursor?: string; slug: string }; answer: TargetChangePage }
  /** List the tags */
  listTags: { request: { limit?: number; cursor?: string }; answer: TagPage }
  /** Give a tag another name */
  renameTag: { request: { tag: string; body: TagChanges }; answer: RenamedTag }
  /** Take a tag off all links */
  deleteTag: { request: { tag: string }; answer: null }
  /** Make many links */
  createLinks: { request: { body: NewLinks }; answer: NewLinkResults }
  /** Change many links */
  updateLinks: { request: { body: BulkLinkChanges }; answer: NewLinkResults }
  /** Delete many links */
  deleteLinks: { request: { body: BulkDeletion }; answer: DeletionResults }
  /**
   * Import links of another shortener, tweets, follower counts, or what this
   * service exported
   */
  importLinks: {
    request: {
      dryRun?: boolean
      onClash?: 'refuse' | 'keep' | 'rename'
      skipInvalid?: boolean
      account?: string
      followers?: number
      body: LinkFile | Blob
    }
    answer: LinkImport
  }
  /** Attach the published tweet */
  attachTweet: { request: { slug: string; body: PublishedTweet }; answer: Link }
  /** A link's QR code as SVG */
  getLinkQrSvg: {
    request: {
      size?: number
      margin?: number
      level?: 'L' | 'M' | 'Q' | 'H'
      color?: string
      background?: string
      slug: string
    }
    answer: string
  }
  /** A link's QR code as PNG */
  getLinkQrPng: {
    request: {
      size?: number
      margin?: number
      level?: 'L' | 'M' | 'Q' | 'H'
      color?: string
      background?: string
      slug: string
    }
    answer: Uint8Array
  }
  /** Make an account */
  createAccount: { request: { body: NewAccount }; answer: Account }
  /** List accounts */
  listAccounts: { request: { limit?: number; cursor?: string }; answer: AccountPage }
  /** Read an account */
  getAccount: { request: { handle: string }; answer: Account }
  /** Change an account */
  updateAccount: { request: { handle: string; body: AccountChanges }; answer: Account }
  /** Delete an account */
  deleteAccount: { request: { purge?: boolean; handle: string }; answer: null }
  /** Store a follower count */
  createFollowerCount: { request: { handle: string; body: NewFollowerCount }; answer: FollowerCount }
  /** List follower counts */
  listFollowerCounts: {
    request: { limit?: number; cursor?: string; handle: string }
    answer: FollowerCountPage
  }
  /** Read a follower count */
  getFollowerCount: { request: { handle: string; countedAt: string }; answer: FollowerCount }
  /** Delete a follower count */
  deleteFollowerCount: { request: { handle: string; countedAt: string }; answer: null }
  /** Make a list of accounts */
  createList: { request: { body: NewList }; answer: List }
  /** List the lists */
  listLists: { request: { limit?: number; cursor?: string }; answer: ListPage }
  /** Read a list */
  getList: { request: { name: string }; answer: List }
  /** Change a list */
  updateList: { request: { name: string; body: ListChanges }; answer: List }
  /** Delete a list */
  deleteList: { request: { name: string }; answer: null }
  /** Put an account on a list */
  addToList: { request: { name: string; handle: string }; answer: List }
  /** Take an account off a list */
  removeFromList: { request: { name: string; handle: string }; answer: List }
  /** Ask the network for the follower count */
  refreshFollowers: { request: { handle: string }; answer: FollowerCount }
  /** Read the state of the requests to the networks */
  getFollowerProviders: { request: object; answer: FollowerProviders }
  /** Import follower counts */
  importFollowers: { request: { dryRun?: boolean; body: FollowerHistory | Blob }; answer: FollowerImport }
  /** A link's clicks over time and by source */
  getLinkStats: {
    request: {
      from?: string
      to?: string
      unit?: 'quarter-hour' | 'hour' | 'day' | 'week' | 'month'
      timezone?: string
      source?: string
      referrer?: string
      country?: string
      browser?: string
      system?: string
      device?: string
      reason?: 'head' | 'prefetch' | 'embedded' | 'no-user-agent' | 'bot' | 'suspect'
      slug: string
    }
    answer: LinkStats
  }
  /** Clicks of many links, over time or by group */
  getStats: {
    request: {
      groupBy?:
        | 'quarter-hour'
        | 'hour'
        | 'day'
        | 'week'
        | 'month'
        | 'link'
        | 'account'
        | 'tag'
        | 'destination'
        | 'source'
        | 'referrer'
        | 'country'
        | 'browser'
        | 'system'
        | 'device'
        | 'reason'
      account?: string[]
      tag?: string[]
      link?: string[]
      destination?: string[]
      from?: string
      to?: string
      timezone?: string
      limit?: number
    }
    answer: GroupedStats
  }
  /** Influence of a link's tweet */
  getLinkInfluence: { request: { slug: string }; answer: LinkInfluence }
  /** Influence of an account */
  getAccountInfluence: {
    request: { window?: string; include?: 'reported'; handle: string }
    answer: AccountInfluence
  }
  /** An account's tweets with their influence */
  listAccountTweets: {
    request: {
      sort?: 'tweetedAt' | 'influence' | 'clickers' | 'clicks'
      limit?: number
      cursor?: string
      handle: string
    }
    answer: AccountTweetPage
  }
  /** Accounts by influence */
  getLeaderboard: {
    request: {
      window?: 'all' | '365d' | '90d' | '30d'
      minTweets?: number
      list?: string
      include?: 'reported'
      limit?: number
      cursor?: string
    }
    answer: LeaderboardPage
  }
  /** Exchange rate between the followers of two accounts */
  getExchangeRate: { request: { from: string; to: string; include?: 'reported' }; answer: ExchangeRate }
  /** Exchange rates of one account against all others */
  listExchangeRates: {
    request: { list?: string; include?: 'reported'; limit?: number; cursor?: string; handle: string }
    answer: ExchangePage
  }
  /** Read the prior that scores are computed with */
  getPrior: { request: object; answer: PriorState }
  /** Compute the prior from the data now */
  computePrior: { request: object; answer: PriorState }
  /** Who brought the traffic to an address */
  getDestination: { request: { url: string; sort?: 'influence' | 'clickers' }; answer: Destination }
  /** Make a link to one address for each account */
  createDestinationLinks: { request: { body: NewDestination }; answer: MadeLinks }
  /** The hits of all links as they are counted, for a copy elsewhere */
  listClicks: {
    request: { kind?: 'human' | 'excluded' | 'all'; limit?: number; since?: string }
    answer: ArrivedHits
  }
  /** A link's hits, newest first */
  listLinkClicks: {
    request: { kind?: 'human' | 'excluded' | 'all'; limit?: number; cursor?: string; slug: string }
    answer: HitPage
  }
  /** All of a link's hits as CSV, newest first */
  exportLinkClicks: { request: { kind?: 'human' | 'excluded' | 'all'; slug: string }; answer: string }
  /** All links, tweets, accounts, follower counts or hits as a file */
  exportAll: {
    request: {
      format?: 'csv' | 'ndjson'
      from?: string
      to?: string
      what: 'links' | 'tweets' | 'accounts' | 'followers' | 'clicks'
    }
    answer: string
  }
  /** Read what your own key is and may do */
  getMe: { request: object; answer: Me }
  /** List the keys */
  listKeys: { request: object; answer: Keys }
  /** Make a key */
  createKey: { request: { body: NewKey }; answer: MadeKey }
  /** Read a key */
  getKey: { request: { id: number | string }; answer: Key }
  /** Change a key */
  updateKey: { request: { id: number | string; body: KeyChanges }; answer: Key }
  /** Revoke a key */
  revokeKey: { request: { id: number | string }; answer: null }
  /** List the webhooks */
  listWebhooks: { request: object; answer: Webhooks }
  /** Make a webhook */
  createWebhook: { request: { body: NewWebhook }; answer: MadeWebhook }
  /** Read a webhook */
  getWebhook: { request: { id: number | string }; answer: Webhook }
  /** Change a webhook */
  updateWebhook: { request: { id: number | string; body: WebhookChanges }; answer: Webhook }
  /** Delete a webhook */
  deleteWebhook: { request: { id: number | string }; answer: null }
  /** Give a webhook a new secret */
  renewWebhookSecret: { request: { id: number | string }; answer: MadeWebhook }
  /** Send a test */
  testWebhook: { request: { id: number | string }; answer: Delivery }
  /** List what was sent to a webhook */
  listDeliveries: {
    request: {
      status?: 'waiting' | 'delivered' | 'failed'
      limit?: number
      cursor?: string
      id: number | string
    }
    answer: DeliveryPage
  }
  /** Send a message once more */
  repeatDelivery: { request: { id: number | string; deliveryId: number | string }; answer: Delivery }
}

export const addresses = {
  createLink: ['POST', '/api/v1/links', 'json'],
  listLinks: ['GET', '/api/v1/links', 'json'],
  getLink: ['GET', '/api/v1/links/{slug}', 'json'],
  updateLink: ['PATCH', '/api/v1/links/{slug}', 'json'],
  deleteLink: ['DELETE', '/api/v1/links/{slug}', 'nothing'],
  restoreLink: ['POST', '/api/v1/links/{slug}/restore', 'json'],
  listLinkTargets: ['GET', '/api/v1/links/{slug}/targets', 'json'],
  listTags: ['GET', '/api/v1/tags', 'json'],
  renameTag: ['PATCH', '/api/v1/tags/{tag}', 'json'],
  deleteTag: ['DELETE', '/api/v1/tags/{tag}', 'nothing'],
  createLinks: ['POST', '/api/v1/links/bulk', 'json'],
  updateLinks: ['PATCH', '/api/v1/links/bulk', 'json'],
  deleteLinks: ['POST', '/api/v1/links/bulk/delete', 'json'],
  importLinks: ['POST', '/api/v1/imports', 'json'],
  attachTweet: ['PUT', '/api/v1/links/{slug}/tweet', 'json'],
  getLinkQrSvg: ['GET', '/api/v1/links/{slug}/qr.svg', 'text'],
  getLinkQrPng: ['GET', '/api/v1/links/{slug}/qr.png', 'bytes'],
  createAccount: ['POST', '/api/v1/accounts', 'json'],
  listAccounts: ['GET', '/api/v1/accounts', 'json'],
  getAccount: ['GET', '/api/v1/accounts/{handle}', 'json'],
  updateAccount: ['PATCH', '/api/v1/accounts/{handle}', 'json'],
  deleteAccount: ['DELETE', '/api/v1/accounts/{handle}', 'nothing'],
  createFollowerCount: ['POST', '/api/v1/accounts/{handle}/followers', 'json'],
  listFollowerCounts: ['GET', '/api/v1/accounts/{handle}/followers', 'json'],
  getFollowerCount: ['GET', '/api/v1/accounts/{handle}/followers/{countedAt}', 'json'],
  deleteFollowerCount: ['DELETE', '/api/v1/accounts/{handle}/followers/{countedAt}', 'nothing'],
  createList: ['POST', '/api/v1/lists', 'json'],
  listLists: ['GET', '/api/v1/lists', 'json'],
  getList: ['GET', '/api/v1/lists/{name}', 'json'],
  updateList: ['PATCH', '/api/v1/lists/{name}', 'json'],
  deleteList: ['DELETE', '/api/v1/lists/{name}', 'nothing'],
  addToList: ['PUT', '/api/v1/lists/{name}/accounts/{handle}', 'json'],
  removeFromList: ['DELETE', '/api/v1/lists/{name}/accounts/{handle}', 'json'],
  refreshFollowers: ['POST', '/api/v1/accounts/{handle}/followers/refresh', 'json'],
  getFollowerProviders: ['GET', '/api/v1/followers/providers', 'json'],
  importFollowers: ['POST', '/api/v1/followers/import', 'json'],
  getLinkStats: ['GET', '/api/v1/links/{slug}/stats', 'json'],
  getStats: ['GET', '/api/v1/stats', 'json'],
  getLinkInfluence: ['GET', '/api/v1/links/{slug}/influence', 'json'],
  getAccountInfluence: ['GET', '/api/v1/accounts/{handle}/influence', 'json'],
  listAccountTweets: ['GET', '/api/v1/accounts/{handle}/tweets', 'json'],
  getLeaderboard: ['GET', '/api/v1/leaderboard', 'json'],
  getExchangeRate: ['GET', '/api/v1/exchange', 'json'],
  listExchangeRates: ['GET', '/api/v1/exchange/{handle}', 'json'],
  getPrior: ['GET', '/api/v1/influence/prior', 'json'],
  computePrior: ['POST', '/api/v1/influence/prior', 'json'],
  getDestination: ['GET', '/api/v1/destinations', 'json'],
  createDestinationLinks: ['POST', '/api/v1/destinations', 'json'],
  listClicks: ['GET', '/api/v1/clicks', 'json'],
  listLinkClicks: ['GET', '/api/v1/links/{slug}/clicks', 'json'],
  exportLinkClicks: ['GET', '/api/v1/links/{slug}/clicks.csv', 'text'],
  exportAll: ['GET', '/api/v1/exports/{what}', 'text'],
  getMe: ['GET', '/api/v1/me', 'json'],
  listKeys: ['GET', '/api/v1/keys', 'json'],
  createKey: ['POST', '/api/v1/keys', 'json'],
  getKey: ['GET', '/api/v1/keys/{id}', 'json'],
  updateKey: ['PATCH', '/api/v1/keys/{id}', 'json'],
  revokeKey: ['DELETE', '/api/v1/keys/{id}', 'nothing'],
  listWebhooks: ['GET', '/api/v1/webhooks', 'json'],
  createWebhook: ['POST', '/api/v1/webhooks', 'json'],
  getWebhook: ['GET', '/api/v1/webhooks/{id}', 'json'],
  updateWebhook: ['PATCH', '/api/v1/webhooks/{id}', 'json'],
  deleteWebhook: ['DELETE', '/api/v1/webhooks/{id}', 'nothing'],
  renewWebhookSecret: ['POST', '/api/v1/webhooks/{id}/secret', 'json'],
  testWebhook: ['POST', '/api/v1/webhooks/{id}/test', 'json'],
  listDeliveries: ['GET', '/api/v1/webhooks/{id}/deliveries', 'json'],
  repeatDelivery: ['POST', '/api/v1/webhooks/{id}/deliveries/{deliveryId}/repeat', 'json'],
} as const satisfies Record<keyof Operations, readonly [string, string, string]>
