import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { accountTweets, type TweetSort, tweetPages } from '../stats/account-tweets.js'
import { HandleParams } from './accounts.js'
import { asked } from './asked.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { AccountTweetsSchema } from './tweet-schemas.js'

/** The tweets of an account, each with its influence. */
export function accountTweetRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/accounts/:handle/tweets',
      {
        schema: {
          tags: ['Numbers'],
          operationId: 'listAccountTweets',
          summary: "An account's tweets with their influence",
          description: 'Newest or largest first, including drafts.',
          params: HandleParams,
          querystring: TweetsQuery,
          response: { 200: AccountTweetsSchema, ...problems(404) },
        },
      },
      async request => {
        const account = await findAccount(asked(ctx, request), request.params.handle)
        return answerPage(await accountTweets(ctx, account, request.query))
      },
    )
  }
}

export const tweetSorts: TweetSort[] = ['tweetedAt', 'influence', 'clickers', 'clicks']
const TweetsQuery = Type.Object(
  {
    sort: Type.Unsafe<TweetSort>({ type: 'string', enum: tweetSorts, default: 'tweetedAt' }),
    ...pageQuery(tweetPages),
  },
  { additionalProperties: false },
)
