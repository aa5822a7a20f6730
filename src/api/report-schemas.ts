import { Type } from 'typebox'
import type { TweetState } from '../stats/measured-tweet.js'
import { type Unit, units } from '../stats/range.js'
import { Nullable } from './schemas.js'

export const Time = Type.String({ format: 'date-time', examples: ['2026-01-31T12:00:00.000Z'] })
export const Ratio = Type.Number({ minimum: 0, examples: [0.02] })
export const Count = Type.Integer({ minimum: 0, examples: [400] })
export const Interval = Type.Unsafe<[number, number]>({
  type: 'array',
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
  description: '95 %: low and high end.',
  examples: [[0.018134, 0.022058]],
})
export const NullableInterval = Type.Unsafe<[number, number] | null>({ ...Interval, type: ['array', 'null'] })

export const priorFields = {
  mu: Type.Number(),
  tau: Type.Number(),
  k: Type.Number(),
  nu: Type.Number(),
  halfLifeHours: Type.Number({ description: "The hours within which half of a tweet's clicks come." }),
}
export const Prior = Type.Object(priorFields, {
  title: 'Prior',
  description: 'What the scores were computed with.',
})

const Breakdown = Type.Array(
  Type.Object(
    { value: Type.String({ examples: ['x'] }), clicks: Count, clickers: Count },
    { title: 'Share' },
  ),
  { description: 'Largest first; after 500 values the rest is summed as "other". Adds up to the totals.' },
)

export const LinkStatsSchema = Type.Object(
  {
    slug: Type.String({ examples: ['launch'] }),
    from: Type.String({ format: 'date-time', description: 'The range used, on quarters of an hour.' }),
    to: Type.String({ format: 'date-time', description: 'Exclusive.' }),
    countedFrom: Nullable(
      Type.String({
        format: 'date-time',
        description: 'Where the hits are too many for a filter: only those since then are counted.',
      }),
    ),
    unit: Type.Unsafe<Unit>({ type: 'string', enum: units }),
    timezone: Type.String({ examples: ['Europe/Berlin'] }),
    clicks: Type.Integer({ description: 'Clicks: hits that are judged human.' }),
    clickers: Type.Integer({ description: 'Visitors whose first click is in the range.' }),
    excluded: Type.Object({
      total: Count,
      byReason: Type.Record(Type.String(), Count, {
        examples: [{ head: 12, prefetch: 12, embedded: 3, bot: 16 }],
      }),
    }),
    series: Type.Array(
      Type.Object({ at: Time, clicks: Count, clickers: Count, excluded: Count }, { title: 'Interval' }),
      {
        description: 'Without gaps.',
      },
    ),
    xForIphone: Type.Object(
      {
        clicks: Count,
        clickers: Count,
        why: Type.String({ description: 'Why they are shown apart, in one sentence.' }),
      },
      {
        description:
          'What came through X for iPhone from anywhere, as in the breakdown by browser; the influence has only what X sent. Older hits count from when they are judged again.',
      },
    ),
    sources: Breakdown,
    referrers: Breakdown,
    countries: Breakdown,
    browsers: Breakdown,
    systems: Breakdown,
    devices: Breakdown,
    rules: Type.Object(
      {
        version: Type.Integer({ description: 'The newest of the counting rules.' }),
        olderHits: Type.Integer({
          ...Count,
          description:
            'Hits that older rules judged, of all hits of the link. `fivehundred reclassify` judges those again that are still stored.',
        }),
      },
      { description: 'Which version of the counting rules judged the hits.' },
    ),
  },
  { title: 'LinkStats', description: 'The numbers.' },
)

const Posting = Type.Object(
  {
    code: Type.String({ description: 'Of its t.co link.', examples: ['Ab3xYz7Qw1'] }),
    url: Type.String({ examples: ['https://t.co/Ab3xYz7Qw1'], description: 'Opening it counts as a click.' }),
    clicks: Count,
    clickers: Count,
    share: Nullable(Type.Number({ description: "Share of all the window's clickers, 0 to 1." })),
    own: Nullable(
      Type.Boolean({
        description:
          "Whether it is the tweet itself. Null where X did not tell the codes of the tweet's links.",
      }),
    ),
  },
  { title: 'Posting' },
)

const OtherPostings = Type.Object(
  { postings: Count, clicks: Count, clickers: Count },
  { title: 'OtherPostings', description: 'Those that are not listed.' },
)

const XForIphone = Type.Object(
  {
    clickers: Type.Integer({
      description:
        'Clickers whom X sent, in the window, through X for iPhone. The statistics of a link also have those from elsewhere.',
    }),
    followerClickers: Type.Integer({ description: 'Those of them who count as followers.' }),
    influenceWithout: Nullable(Type.Number({ description: 'The influence without them: a lower bound.' })),
    intervalWithout: NullableInterval,
    why: Type.String({ description: 'Why they are shown apart, in one sentence.' }),
  },
  { description: 'Null for a link without a tweet.' },
)
const stateOfTweet = {
  enum: ['draft', 'new', 'open', 'closed'],
  description:
    'A draft was not tweeted yet; a tweet of the last hour is too new to count; while its window is open, it counts with its exposure.',
}
export const State = Type.Unsafe<TweetState>({ type: 'string', ...stateOfTweet })
const NullableState = Type.Unsafe<TweetState | null>({
  ...stateOfTweet,
  type: ['string', 'null'],
  enum: [...stateOfTweet.enum, null],
})

export const OpenTweets = Type.Integer({
  description: 'Tweets whose attribution window is open, whether or not they count yet.',
})
export const Drafts = Type.Integer({ description: 'Links made for tweets that were not tweeted yet.' })

const TweetFactors = Type.Object(
  {
    seen: Type.Number({ description: 'Impressions per follower.' }),
    clickedWhenSeen: Type.Number({
      description:
        'Follower clickers per impression. Above 1 where the impressions are older than the clicks, or it was also seen elsewhere.',
    }),
    perFollower: Type.Number({ description: 'The product of the two, which is the influence.' }),
  },
  { title: 'TweetFactors', description: 'Null if the impressions or the followers are unknown or 0.' },
)

export const LinkInfluenceSchema = Type.Object(
  {
    slug: Type.String({ examples: ['launch'] }),
    account: Nullable(Type.String({ examples: ['@me'] })),
    state: NullableState,
    tweetedAt: Nullable(
      Type.String({ format: 'date-time', description: 'Null for a draft, and without a tweet.' }),
    ),
    window: Type.Object(
      { from: Time, to: Nullable(Time), open: Type.Boolean({ description: 'Whether it is still open.' }) },
      {
        description:
          "The attribution window. For a draft and for a link without a tweet: the link's whole life, without an end.",
      },
    ),
    followers: Nullable(Type.Integer({ description: "At the tweet's time; null if never counted." })),
    followersCountedAt: Nullable(Time),
    clicks: Type.Integer({ description: 'Clicks in the window.' }),
    clickers: Type.Integer({ description: 'Distinct visitors in the window.' }),
    followerClickers: Type.Integer({
      description:
        "Clickers from the account's network or an unknown source, without those through other tweets on X.",
    }),
    spillover: Type.Integer({ description: 'Clickers from anywhere else, and through other tweets on X.' }),
    clicksPerFollower: Nullable(Ratio),
    influence: Nullable(
      Type.Number({
        description: 'Follower clickers per follower, never capped; null without known followers.',
      }),
    ),
    interval: NullableInterval,
    postings: Type.Array(Posting, {
      description:
        'The tweets on X that clicks in the window came through (also quotes and replies), largest first, 100 at most.',
    }),
    otherPostings: OtherPostings,
    xForIphone: Nullable(XForIphone),
    impressions: Nullable(
      Type.Integer({ ...Count, description: "From the network's analytics, as entered; null if unknown." }),
    ),
    reportedClicks: Nullable(
      Type.Integer({ ...Count, description: 'Link clicks by the same analytics; part of no other number.' }),
    ),
    factors: Nullable(TweetFactors),
    factorsSentence: Nullable(
      Type.String({
        description:
          'What the impressions say, and why more may have clicked than they count. Null if they are unknown.',
        examples: [
          'Seen 3,000 times: 3 for each of 1,000 followers × 1.2 % clicked when seen = 3.6 % per follower.',
        ],
      }),
    ),
    sentence: Type.String({ examples: ['400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).'] }),
  },
  { title: 'LinkInfluence', description: 'The influence.' },
)

const reported = {
  tweets: Type.Integer({ description: 'Tweets with reported link clicks and with followers.' }),
  tweetsWithoutFollowers: Type.Integer({
    description: 'Tweets with reported link clicks, of which the followers are unknown or 0.',
  }),
  clicks: Type.Integer({ description: 'Σ reported link clicks, of both.' }),
  ratio: Nullable(
    Type.Number({
      description: 'Σ reported link clicks / Σ followers at the tweets; never part of a score.',
    }),
  ),
  seen: Nullable(Type.Number({ description: 'Σ impressions / Σ followers, where impressions are known.' })),
  clickedWhenSeen: Nullable(Type.Number({ description: 'Σ reported link clicks / Σ impressions.' })),
  sentence: Type.String({
    examples: [
      'X reports 120 link clicks on 3 tweets: 0.40 % of the followers. Shown 2.5 times to each follower × 0.16 % clicked when seen.',
    ],
  }),
}

export const ReportedSummary = Nullable(
  Type.Object(reported, {
    title: 'ReportedSummary',
    description:
      "What the network's own analytics say; null if nothing is known. With `include=reported` only; part of no score, rank or rate.",
  }),
)

/** A ratio of two reported ratios. */
export const ReportedRate = Nullable(
  Type.Number({
    description:
      'Reported ratio of `from` / that of `to`; null if either is unknown or the second is 0. With `include=reported` only.',
  }),
)

/** For a query. */
export const IncludeReported = Type.Optional(
  Type.Unsafe<'reported'>({
    type: 'string',
    enum: ['reported'],
    description: 'Adds what the network itself reports of the tweets. It changes no other number.',
  }),
)

const ReportedSchema = Type.Object(
  {
    ...reported,
    beside: Nullable(
      Type.Object(
        { tweets: Count, reportedClicks: Count, clicks: Count, clickers: Count },
        { description: 'The tweets that have links of ours as well, by both counts.' },
      ),
    ),
    trend: Type.Array(
      Type.Object({ from: Time, tweets: Count, clicks: Count, ratio: Nullable(Type.Number()) }),
      {
        description: 'Each calendar month (UTC) with such a tweet.',
      },
    ),
  },
  {
    title: 'ReportedInfluence',
    description: "What the network's own analytics say, as imported or entered.",
  },
)

export const AccountInfluenceSchema = Type.Object(
  {
    handle: Type.String({ examples: ['@me'] }),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    score: Nullable(
      Type.Number({
        description: 'Followers who click per follower, shrunk towards the prior; null if no tweet counts.',
      }),
    ),
    interval: NullableInterval,
    followersWhoClick: Nullable(Type.Number({ description: 'Score × followers, not rounded.' })),
    rawRatio: Nullable(Type.Number({ description: 'Σ follower clickers / Σ followers over the tweets.' })),
    medianTweet: Nullable(Ratio),
    tweets: Type.Integer({ description: 'Tweets that count: an hour old, and with known followers.' }),
    openTweets: OpenTweets,
    drafts: Drafts,
    fewTweets: Type.Boolean({ description: 'Fewer than 3 tweets count.' }),
    tweetsWithoutFollowers: Type.Integer({
      description: 'Tweets left out because their followers are unknown or 0.',
    }),
    activeFollowers: Type.Object(
      { min: Count, max: Count },
      { description: 'Bounds on how many different people clicked tweets of the last 30 days.' },
    ),
    computedAt: Type.String({
      format: 'date-time',
      description:
        'The moment that the score is of. While a window is open, it is renewed every few minutes to hours.',
    }),
    prior: Prior,
    trend: Type.Array(
      Type.Object({
        from: Time,
        to: Time,
        followers: Nullable(Count),
        score: Ratio,
        interval: Interval,
        tweets: Count,
      }),
      { description: 'Each calendar month (UTC) with a tweet that counts, on its own.' },
    ),
    sentence: Type.String({
      examples: [
        "@me's one tweet was clicked by 2.0 % of the followers. Its 10,000 followers act like 172 who all click (likely 67–621): one tweet, so still rough.",
      ],
    }),
    reported: Type.Optional(Nullable(ReportedSchema)),
  },
  { title: 'AccountInfluence', description: 'The influence.' },
)

export const ExchangeSchema = Type.Object(
  {
    from: Type.String({ examples: ['@a'] }),
    to: Type.String({ examples: ['@b'] }),
    rate: Nullable(
      Type.Number({
        description:
          'What one follower of `from` is worth in followers of `to`; null if either has no score.',
      }),
    ),
    interval: NullableInterval,
    rawRate: Nullable(Type.Number({ description: 'From the raw ratios, without shrinkage.' })),
    prior: Prior,
    sentence: Type.String({
      examples: [
        "One follower of @a is worth 30 of @b's (likely 6.1–166): one tweet each, so still rough. So far, @a's followers clicked 40 times as often as @b's.",
      ],
    }),
    reported: Type.Optional(
      Type.Object(
        {
          from: ReportedSummary,
          to: ReportedSummary,
          rate: ReportedRate,
          sentence: Type.String({
            examples: ["By the counts of X, one follower of @a clicked as often as 3.1 of @b's."],
          }),
        },
        {
          description: 'What the networks report of both, with `include=reported`; part of no rate of ours.',
        },
      ),
    ),
  },
  { title: 'ExchangeRate', description: 'The exchange rate.' },
)

export const HitSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    at: Time,
    kind: Type.Unsafe<'human' | 'excluded'>({ type: 'string', enum: ['human', 'excluded'] }),
    reason: Nullable(Type.String({ description: 'Why it is not a human click.', examples: ['bot'] })),
    source: Type.String({ examples: ['x'] }),
    referrer: Nullable(Type.String({ examples: ['t.co/AbCdEf1234'] })),
    country: Nullable(Type.String({ examples: ['DE'] })),
    browser: Nullable(Type.String({ examples: ['Chrome'] })),
    system: Nullable(Type.String({ examples: ['Android'] })),
    device: Nullable(Type.String({ examples: ['mobile'] })),
    userAgent: Nullable(Type.String({ examples: ['Mozilla/5.0 (Linux; Android 10; K)'] })),
    visitor: Type.String({
      description: 'Identical for the same visitor of this link within its window; it identifies nobody.',
    }),
    rulesVersion: Type.Integer({ description: 'Version of the counting rules that judged it.' }),
  },
  { title: 'Hit' },
)
