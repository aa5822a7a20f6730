import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findList } from '../accounts/lists/find.js'
import type { Context } from '../context.js'
import { type StoredWindow, storedWindows } from '../scores/window.js'
import { type LeaderboardPlace, leaderboard } from '../stats/leaderboard.js'
import { paging } from './cursor.js'
import { ListFilter } from './lists.js'
import { Count, Interval, Prior } from './report-schemas.js'
import { Nullable, problems } from './schemas.js'

/** Who has influence, by score. */
export function leaderboardRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/leaderboard',
      {
        schema: {
          tags: ['Numbers'],
          summary: 'Accounts by influence',
          description:
            'Those with a tweet that can be measured: 500 followers who click stand above 20,000 who do not. A click changes it ' +
            'within moments.',
          querystring: LeaderboardQuery,
          response: { 200: LeaderboardSchema, ...problems(400, 404) },
        },
      },
      async request => {
        const { cursor: _, list, ...query } = request.query
        const { next, ...page } = await leaderboard(ctx, {
          ...query,
          list: list === undefined ? undefined : await findList(ctx.db, list),
          ...leaderboardPages.after(request.query),
        })
        return { ...page, nextCursor: leaderboardPages.next(next) }
      },
    )
  }
}

export const leaderboardPages = paging('leaderboard', isLeaderboardPlace)
const LeaderboardQuery = Type.Object(
  {
    window: Type.Unsafe<StoredWindow>({
      type: 'string',
      enum: storedWindows,
      default: 'all',
      description: 'Tweets of so many days.',
    }),
    minTweets: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      description: 'Leaves out accounts with fewer tweets that take part.',
    }),
    list: ListFilter,
    ...leaderboardPages.query,
  },
  { additionalProperties: false },
)

const Row = Type.Object({
  rank: Type.Integer({ minimum: 1 }),
  handle: Type.String({ examples: ['@me'] }),
  name: Nullable(Type.String()),
  followers: Nullable(Type.Integer({ description: 'Of the newest snapshot.' })),
  score: Type.Number({ description: 'Followers who click per follower, shrunk towards the prior.' }),
  interval: Interval,
  tweets: Type.Integer({ description: 'Tweets that take part: those with known followers.' }),
  fewTweets: Type.Boolean({ description: 'Fewer than 3 take part.' }),
  followersWhoClick: Nullable(Type.Number({ description: 'Score × followers, not rounded.' })),
  sentence: Type.String({ examples: ["#1: @me's 500 followers act like 154 who all click (75–371)."] }),
})

const LeaderboardSchema = Type.Object(
  {
    prior: Prior,
    computedAt: Nullable(
      Type.String({ format: 'date-time', description: 'When the newest score of the page was computed.' }),
    ),
    pending: Type.Integer({
      ...Count,
      description: 'Accounts with changes that are not in their scores yet.',
    }),
    data: Type.Array(Row),
    nextCursor: Nullable(Type.String({ description: 'For the next page; null on the last.' })),
    sentence: Type.String(),
  },
  { description: 'A page of the leaderboard.' },
)

function isLeaderboardPlace(place: unknown): place is LeaderboardPlace {
  if (!Array.isArray(place) || place.length !== 3) return false
  return Number.isFinite(place[0]) && Number.isSafeInteger(place[1]) && Number.isSafeInteger(place[2])
}
