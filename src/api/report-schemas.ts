import { Type } from 'typebox'
import { Nullable } from './schemas.js'

export const Time = Type.String({ format: 'date-time' })
export const Ratio = Type.Number({ minimum: 0, examples: [0.02] })
export const Count = Type.Integer({ minimum: 0 })
export const Interval = Type.Unsafe<[number, number]>({
  type: 'array',
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
  description: '95 %: low and high end.',
  examples: [[0.018134, 0.022058]],
})
export const NullableInterval = Type.Unsafe<[number, number] | null>({ ...Interval, type: ['array', 'null'] })

export const priorFields = { mu: Type.Number(), tau: Type.Number(), k: Type.Number(), nu: Type.Number() }
export const Prior = Type.Object(priorFields, { description: 'What the scores were computed with.' })

const Breakdown = Type.Array(
  Type.Object({ value: Type.String({ examples: ['x'] }), clicks: Count, clickers: Count }),
  { description: 'Largest first; after 500 values the rest is summed as "other". Adds up to the totals.' },
)

export const LinkStatsSchema = Type.Object(
  {
    slug: Type.String(),
    from: Type.String({ format: 'date-time', description: 'The range used, on whole hours of UTC.' }),
    to: Type.String({ format: 'date-time', description: 'Exclusive.' }),
    unit: Type.Unsafe<'hour' | 'day' | 'week' | 'month'>({
      type: 'string',
      enum: ['hour', 'day', 'week', 'month'],
    }),
    timezone: Type.String({ examples: ['Europe/Berlin'] }),
    clicks: Type.Integer({ description: 'Human clicks.' }),
    clickers: Type.Integer({ description: 'Visitors whose first click is in the range.' }),
    excluded: Type.Object({
      total: Count,
      byReason: Type.Record(Type.String(), Count, { examples: [{ head: 12, prefetch: 12, bot: 16 }] }),
    }),
    series: Type.Array(Type.Object({ at: Time, clicks: Count, clickers: Count, excluded: Count }), {
      description: 'Without gaps.',
    }),
    sources: Breakdown,
    referrers: Breakdown,
    countries: Breakdown,
    browsers: Breakdown,
    systems: Breakdown,
    devices: Breakdown,
  },
  { description: 'The numbers.' },
)

export const TweetInfluenceSchema = Type.Object(
  {
    slug: Type.String(),
    account: Nullable(Type.String({ examples: ['@me'] })),
    tweetedAt: Nullable(
      Type.String({
        format: 'date-time',
        description: 'For a draft: when its link was made. Null without a tweet.',
      }),
    ),
    window: Type.Object(
      { from: Time, to: Nullable(Time), open: Type.Boolean({ description: 'Whether it is still open.' }) },
      {
        description:
          "The attribution window. For a link without a tweet: the link's whole life, without an end.",
      },
    ),
    followers: Nullable(Type.Integer({ description: "At the tweet's time; null if never counted." })),
    followersCountedAt: Nullable(Time),
    clicks: Type.Integer({ description: 'Human clicks in the window.' }),
    clickers: Type.Integer({ description: 'Distinct visitors in the window.' }),
    followerClickers: Type.Integer({
      description: "Clickers from the account's network or an unknown source.",
    }),
    spillover: Type.Integer({ description: 'Clickers from anywhere else.' }),
    clicksPerFollower: Nullable(Ratio),
    influence: Nullable(
      Type.Number({
        description: 'Follower clickers per follower, never capped; null without known followers.',
      }),
    ),
    interval: NullableInterval,
    sentence: Type.String({ examples: ['400 of 20,000 followers clicked: 2.0 % (1.8–2.2 %).'] }),
  },
  { description: 'The influence.' },
)

export const AccountInfluenceSchema = Type.Object(
  {
    handle: Type.String({ examples: ['@me'] }),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    score: Type.Number({ description: 'Followers who click per follower, shrunk towards the prior.' }),
    interval: Interval,
    followersWhoClick: Nullable(Type.Number({ description: 'Score × followers, not rounded.' })),
    rawRatio: Nullable(Type.Number({ description: 'Σ follower clickers / Σ followers over the tweets.' })),
    medianTweet: Nullable(Ratio),
    tweets: Type.Integer({ description: 'Tweets that count: those with known followers.' }),
    fewTweets: Type.Boolean({ description: 'Fewer than 3 tweets count.' }),
    tweetsWithoutFollowers: Type.Integer({
      description: 'Tweets left out because their followers are unknown or 0.',
    }),
    activeFollowers: Type.Object(
      { min: Count, max: Count },
      { description: 'Bounds on how many different people clicked tweets of the last 30 days.' },
    ),
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
    sentence: Type.String({ examples: ["@me's 10,000 followers act like 172 who all click (67–621)."] }),
  },
  { description: 'The influence.' },
)

export const ExchangeSchema = Type.Object(
  {
    from: Type.String({ examples: ['@a'] }),
    to: Type.String({ examples: ['@b'] }),
    rate: Type.Number({ description: 'What one follower of `from` is worth in followers of `to`.' }),
    interval: Interval,
    rawRate: Nullable(Type.Number({ description: 'From the raw ratios, without shrinkage.' })),
    prior: Prior,
    sentence: Type.String({ examples: ["One follower of @a is worth 30.3 of @b's."] }),
  },
  { description: 'The exchange rate.' },
)

export const HitSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  at: Time,
  kind: Type.Unsafe<'human' | 'excluded'>({ type: 'string', enum: ['human', 'excluded'] }),
  reason: Nullable(Type.String({ description: 'Why it is not a human click.', examples: ['bot'] })),
  source: Type.String({ examples: ['x'] }),
  referrer: Nullable(Type.String()),
  country: Nullable(Type.String({ examples: ['DE'] })),
  browser: Nullable(Type.String()),
  system: Nullable(Type.String()),
  device: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  visitor: Type.String({
    description: 'Identical for the same visitor of this link within its window; it identifies nobody.',
  }),
  rulesVersion: Type.Integer({ description: 'Version of the counting rules that judged it.' }),
})
