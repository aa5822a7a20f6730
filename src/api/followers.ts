import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import {
  addSnapshot,
  listSnapshots,
  readSnapshot,
  removeSnapshot,
  snapshotPages,
  type ToldSource,
} from '../accounts/followers.js'
import type { Unasked } from '../context.js'
import { Followers, HandleParams } from './accounts.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { Page, SnapshotSchema } from './schemas.js'

const tags = ['Accounts']
const strict = { additionalProperties: false } as const

/** Reads and writes snapshots of an account's follower count. */
export function followerRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      '/accounts/:handle/followers',
      {
        config: { needs: 'accounts' },
        schema: {
          tags,
          operationId: 'createFollowerCount',
          summary: 'Store a follower count',
          description:
            'Replaces one of the same time. A tweet is measured by the last count at or before it.',
          params: HandleParams,
          body: SnapshotBody,
          response: { 201: Created(SnapshotSchema), ...problems(404, 409) },
        },
      },
      async (request, reply) => {
        const { followers, countedAt, source } = request.body
        const at = countedAt === undefined ? ctx.now() : new Date(countedAt)
        const { handle } = request.params
        const stored = await addSnapshot(asked(ctx, request), handle, { followers, countedAt: at, source })
        const location = apiAddress(ctx.config, 'accounts', handle, 'followers', stored.countedAt)
        return reply.code(201).header('location', location).send(stored)
      },
    )

    app.get(
      '/accounts/:handle/followers',
      {
        schema: {
          tags,
          operationId: 'listFollowerCounts',
          summary: 'List follower counts',
          description: 'Newest first.',
          params: HandleParams,
          querystring: Type.Object(pageQuery(snapshotPages), strict),
          response: { 200: Page(SnapshotSchema), ...problems(404) },
        },
      },
      async request => {
        const account = await findAccount(asked(ctx, request), request.params.handle)
        return answerPage(await listSnapshots(ctx, account, request.query))
      },
    )

    app.get(
      '/accounts/:handle/followers/:countedAt',
      {
        config: { fallback: true },
        schema: {
          tags,
          operationId: 'getFollowerCount',
          summary: 'Read a follower count',
          params: SnapshotParams,
          response: { 200: SnapshotSchema, ...problems(404) },
        },
      },
      async request => {
        const { handle, countedAt } = request.params
        return readSnapshot(ctx, await findAccount(asked(ctx, request), handle), new Date(countedAt))
      },
    )

    app.delete(
      '/accounts/:handle/followers/:countedAt',
      {
        config: { needs: 'accounts', fallback: true },
        schema: {
          tags,
          operationId: 'deleteFollowerCount',
          summary: 'Delete a follower count',
          description: 'For a wrong one: its tweets are then measured by the count before it.',
          params: SnapshotParams,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(404, 409) },
        },
      },
      async (request, reply) => {
        const { handle, countedAt } = request.params
        await removeSnapshot(asked(ctx, request), handle, new Date(countedAt))
        return reply.code(204).send(null)
      },
    )
  }
}

export const SnapshotParams = Type.Object({
  ...HandleParams.properties,
  countedAt: Type.String({
    format: 'date-time',
    description: 'Its time, as shown in the list.',
    examples: ['2026-01-31T12:00:00Z'],
  }),
})

export const SnapshotBody = Type.Object(
  {
    followers: Followers,
    countedAt: Type.Optional(Type.String({ format: 'past', description: 'Now, if left out.' })),
    source: Type.Optional(
      Type.Unsafe<ToldSource>({
        type: 'string',
        enum: ['manual', 'archive'],
        default: 'manual',
        description: 'How it is known: somebody typed it, or it is from an archive of X.',
      }),
    ),
  },
  { ...strict, title: 'NewFollowerCount', examples: [{ followers: 500, countedAt: '2026-01-31T12:00:00Z' }] },
)
