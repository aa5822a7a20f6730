import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import { findList } from '../accounts/lists/find.js'
import type { Context } from '../context.js'
import { exchange, reportedExchange } from '../stats/exchange.js'
import { exchangePages, exchangeTable } from '../stats/exchange-table.js'
import { HandleParams } from './accounts.js'
import { asked } from './asked.js'
import { ListFilter } from './lists.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import {
  Count,
  ExchangeSchema,
  IncludeReported,
  NullableInterval,
  Prior,
  ReportedRate,
  ReportedSummary,
} from './report-schemas.js'
import { Nullable } from './schemas.js'

const tags = ['Numbers']

/** What one account's followers are worth in followers of another. */
export function exchangeRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/exchange',
      {
        schema: {
          tags,
          operationId: 'getExchangeRate',
          summary: 'Exchange rate between the followers of two accounts',
          querystring: ExchangeQuery,
          response: { 200: ExchangeSchema, ...problems(404) },
        },
      },
      async request => {
        const { from, to, include } = request.query
        const mine = asked(ctx, request)
        const [first, second] = await Promise.all([findAccount(mine, from), findAccount(mine, to)])
        const rate = await exchange(ctx, first, second)
        if (include === undefined) return rate
        return { ...rate, reported: await reportedExchange(ctx, first, second) }
      },
    )

    app.get(
      '/exchange/:handle',
      {
        schema: {
          tags,
          operationId: 'listExchangeRates',
          summary: 'Exchange rates of one account against all others',
          description:
            'Those whose followers click most come first; accounts without a measurable tweet are left out.',
          params: HandleParams,
          querystring: TableQuery,
          response: { 200: ExchangeTableSchema, ...problems(404) },
        },
      },
      async request => {
        const { list, ...query } = request.query
        const from = await findAccount(asked(ctx, request), request.params.handle)
        const among = list === undefined ? undefined : await findList(asked(ctx, request), list)
        return answerPage(await exchangeTable(asked(ctx, request), { from, ...query, list: among }))
      },
    )
  }
}

const Handle = (name: string) => Type.String({ format: 'handle', maxLength: 320, examples: [name] })
const ExchangeQuery = Type.Object(
  { from: Handle('@me'), to: Handle('@you'), include: IncludeReported },
  { additionalProperties: false },
)
const TableQuery = Type.Object(
  { list: ListFilter, include: IncludeReported, ...pageQuery(exchangePages) },
  { additionalProperties: false },
)

const Row = Type.Object(
  {
    to: Type.String({ examples: ['@b'] }),
    name: Nullable(Type.String({ examples: ['Bob'] })),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    tweets: Type.Integer({ description: 'Tweets that count: an hour old, and with known followers.' }),
    fewTweets: Type.Boolean({ description: 'Fewer than 3 tweets count.' }),
    rate: Nullable(
      Type.Number({
        description:
          'What one follower of `from` is worth in followers of `to`; null if `from` has no score.',
      }),
    ),
    interval: NullableInterval,
    rawRate: Nullable(Type.Number({ description: 'From the raw ratios, without shrinkage.' })),
    sentence: Type.String({
      examples: [
        "One follower of @a is worth 30 of @b's (likely 6.1–166): one tweet each, so still rough. So far, @a's followers clicked 40 times as often as @b's.",
      ],
    }),
    reported: Type.Optional(ReportedSummary),
    reportedRate: Type.Optional(ReportedRate),
  },
  { title: 'ExchangeRow' },
)

const ReportedOnly = Type.Object(
  {
    to: Type.String({ examples: ['@b'] }),
    name: Nullable(Type.String({ examples: ['Bob'] })),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    reported: ReportedSummary,
    reportedRate: ReportedRate,
  },
  { title: 'ReportedExchangeRow' },
)

const ExchangeTableSchema = Type.Object(
  {
    from: Type.String({ examples: ['@a'] }),
    prior: Prior,
    pending: Type.Integer({
      ...Count,
      description: 'Accounts with changes that their rates do not include yet.',
    }),
    data: Type.Array(Row),
    nextCursor: Nullable(Type.String({ description: 'For the next page; null on the last.' })),
    sentence: Type.String({
      examples: ["@a's followers click more than those of 7 of the 12 other accounts."],
    }),
    reported: Type.Optional(ReportedSummary),
    reportedOnly: Type.Optional(
      Type.Array(ReportedOnly, {
        description:
          'Accounts without a rate, because no tweet of theirs counts here, but of which the network reports ' +
          'something. With `include=reported`, on the first page: at most 100, the greatest ratio first.',
      }),
    ),
  },
  { title: 'ExchangePage', description: 'A page of exchange rates.' },
)
