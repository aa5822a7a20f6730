import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { accountTweets, type TweetPlace, type TweetSort } from '../stats/account-tweets.js'
import { HandleParams } from './accounts.js'
import { paging } from './cursor.js'
import { problems } from './schemas.js'
import { AccountTweetsSchema } from './tweet-schemas.js'

/** The tweets of an account, each with its influence. */
export function accountTweetRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/accounts/:handle/tweets',
      {
        schema: {
          tags: ['Numbers'],
          summary: "An account's tweets with their influence",
          description: 'The newest or largest first. Drafts are among them.',
          params: HandleParams,
          querystring: TweetsQuery,
          response: { 200: AccountTweetsSchema, ...problems(400, 404) },
        },
      },
      async request => {
        const { sort, limit } = request.query
        const wish = { sort, limit, ...tweetPages.after(request.query) }
        const account = await findAccount(ctx.db, request.params.handle)
        const { next, ...page } = await accountTweets(ctx, account, wish)
        return { ...page, nextCursor: tweetPages.next(next, request.query) }
      },
    )
  }
}

export const tweetSorts: TweetSort[] = ['tweetedAt', 'influence', 'clickers', 'clicks']
export const tweetPages = paging(({ sort }) => `tweets ${sort}`, isTweetPlace)
const TweetsQuery = Type.Object(
  {
    sort: Type.Unsafe<TweetSort>({ type: 'string', enum: tweetSorts, default: 'tweetedAt' }),
    ...tweetPages.query,
  },
  { additionalProperties: false },
)

function isTweetPlace(place: unknown): place is TweetPlace {
  if (!Array.isArray(place) || place.length !== 2) return false
  return Number.isFinite(place[0]) && Number.isSafeInteger(place[1])
}
