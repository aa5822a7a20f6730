import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findList } from '../accounts/lists/find.js'
import type { Context } from '../context.js'
import { type StoredWindow, storedWindows } from '../scores/window.js'
import { leaderboard, leaderboardPages } from '../stats/leaderboard.js'
import { asked } from './asked.js'
import { ListFilter } from './lists.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import {
  Count,
  Drafts,
  IncludeReported,
  Interval,
  OpenTweets,
  Prior,
  ReportedSummary,
} from './report-schemas.js'
import { Nullable } from './schemas.js'

/** Ranks accounts by score. */
export function leaderboardRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/leaderboard',
      {
        schema: {
          tags: ['Numbers'],
          operationId: 'getLeaderboard',
          summary: 'Accounts by influence',
          description:
            'Those with a measurable tweet: 500 followers who click rank above 20,000 who do not. A click changes it ' +
            'within moments.',
          querystring: LeaderboardQuery,
          response: { 200: LeaderboardSchema, ...problems(404) },
        },
      },
      async request => {
        const { list, ...query } = request.query
        const among = list === undefined ? undefined : await findList(asked(ctx, request), list)
        return answerPage(await leaderboard(asked(ctx, request), { ...query, list: among }))
      },
    )
  }
}

const LeaderboardQuery = Type.Object(
  {
    window: Type.Unsafe<StoredWindow>({
      type: 'string',
      enum: storedWindows,
      default: 'all',
      description: 'How far back tweets count.',
    }),
    minTweets: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      description: 'Leaves out accounts with fewer tweets that count.',
    }),
    list: ListFilter,
    include: IncludeReported,
    ...pageQuery(leaderboardPages),
  },
  { additionalProperties: false },
)

const Row = Type.Object(
  {
    rank: Type.Integer({ minimum: 1 }),
    handle: Type.String({ examples: ['@me'] }),
    name: Nullable(Type.String({ examples: ['Me'] })),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    score: Type.Number({ description: 'Followers who click per follower, shrunk towards the prior.' }),
    interval: Interval,
    tweets: Type.Integer({ description: 'Tweets that count: an hour old, and with known followers.' }),
    openTweets: OpenTweets,
    drafts: Drafts,
    fewTweets: Type.Boolean({ description: 'Fewer than 3 tweets count.' }),
    followersWhoClick: Nullable(Type.Number({ description: 'Score × followers, not rounded.' })),
    sentence: Type.String({
      examples: [
        "#1: @me's one tweet was clicked by 80 % of the followers. Its 500 followers act like 261 who all click (likely 100–1,077): one tweet, so still rough.",
      ],
    }),
    reported: Type.Optional(ReportedSummary),
  },
  { title: 'LeaderboardRow' },
)

const ReportedOnly = Type.Object(
  {
    handle: Type.String({ examples: ['@me'] }),
    name: Nullable(Type.String({ examples: ['Me'] })),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    reported: ReportedSummary,
  },
  { title: 'ReportedAccount' },
)

const LeaderboardSchema = Type.Object(
  {
    prior: Prior,
    computedAt: Nullable(
      Type.String({ format: 'date-time', description: 'When the newest score on the page was computed.' }),
    ),
    pending: Type.Integer({
      ...Count,
      description: 'Accounts with changes that their scores do not include yet.',
    }),
    data: Type.Array(Row),
    nextCursor: Nullable(Type.String({ description: 'For the next page; null on the last.' })),
    sentence: Type.String({ examples: ['3 accounts have a tweet that can be measured.'] }),
    reportedOnly: Type.Optional(
      Type.Array(ReportedOnly, {
        description:
          'Accounts that are not ranked, because no tweet of theirs counts here, but of which the network reports ' +
          'something. With `include=reported`, on the first page: at most 100, the greatest ratio first.',
      }),
    ),
  },
  { title: 'LeaderboardPage', description: 'A page of the leaderboard.' },
)
