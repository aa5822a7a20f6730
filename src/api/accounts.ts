import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { changeAccount, removeAccount } from '../accounts/change.js'
import { createAccount } from '../accounts/create.js'
import { readHandle } from '../accounts/handle.js'
import { accountPages, listAccounts } from '../accounts/list.js'
import { readAccount } from '../accounts/read.js'
import { showAccount } from '../accounts/view.js'
import type { Unasked } from '../context.js'
import { purgeAccount } from '../purge/account.js'
import { mostFollowers } from '../typed/whole-number.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { changing } from './if-match.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { PurgeQuery } from './purge-query.js'
import { AccountSchema, Nullable, Page } from './schemas.js'

const tags = ['Accounts']
const strict = { additionalProperties: false } as const
export const HandleParams = Type.Object({
  handle: Type.String({ description: 'Upper or lower case; the leading @ is optional.', examples: ['@me'] }),
})

export const Followers = Type.Integer({ minimum: 0, maximum: mostFollowers, examples: [500] })
const Name = Type.String({ format: 'line', maxLength: 100 })
const Public = Type.Boolean({ description: 'Lets badges show its influence.' })

/** Creates, reads, lists, changes and deletes accounts. */
export function accountRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      '/accounts',
      {
        config: { needs: 'shared' },
        schema: {
          tags,
          operationId: 'createAccount',
          summary: 'Make an account',
          body: NewAccountBody,
          response: { 201: Created(AccountSchema), ...problems(409) },
        },
      },
      async (request, reply) => {
        const { handle, ...rest } = request.body
        const made = await createAccount(asked(ctx, request), {
          ...rest,
          account: readHandle(handle, 'handle'),
        })
        return reply
          .code(201)
          .header('location', apiAddress(ctx.config, 'accounts', made.handle))
          .send(made)
      },
    )

    app.get(
      '/accounts',
      {
        schema: {
          tags,
          operationId: 'listAccounts',
          summary: 'List accounts',
          querystring: Type.Object(pageQuery(accountPages), strict),
          response: { 200: Page(AccountSchema) },
        },
      },
      async request => {
        const { items, next } = await listAccounts(asked(ctx, request), request.query)
        return answerPage({ items: items.map(showAccount), next })
      },
    )

    app.get(
      '/accounts/:handle',
      {
        schema: {
          tags,
          operationId: 'getAccount',
          summary: 'Read an account',
          params: HandleParams,
          response: { 200: AccountSchema, ...problems(404) },
        },
      },
      request => readAccount(asked(ctx, request), request.params.handle),
    )

    app.patch(
      '/accounts/:handle',
      {
        config: { needs: 'accounts' },
        schema: {
          tags,
          operationId: 'updateAccount',
          summary: 'Change an account',
          description:
            'null clears the name; followers are stored as a new snapshot. An account with a new handle keeps its history, and ' +
            'is still found by the former one until another account takes it.',
          params: HandleParams,
          body: AccountChangesBody,
          response: { 200: AccountSchema, ...problems(404, 409, 412) },
        },
      },
      request => {
        const { handle, ...rest } = request.body
        const changes = handle === undefined ? rest : { ...rest, handle: readHandle(handle, 'handle') }
        return changeAccount(changing(ctx, request), request.params.handle, changes)
      },
    )

    app.delete(
      '/accounts/:handle',
      {
        config: { needs: 'accounts' },
        schema: {
          tags,
          operationId: 'deleteAccount',
          summary: 'Delete an account',
          description:
            'Its follower counts are deleted, too. Its links stay, without an account. With `purge=true` everything that belongs ' +
            'to it is erased: also its tweets, and their links with all clicks, as with `deleteLink`.',
          params: HandleParams,
          querystring: PurgeQuery,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(404, 409, 412) },
        },
      },
      async (request, reply) => {
        const remove = request.query.purge ? purgeAccount : removeAccount
        await remove(changing(ctx, request), request.params.handle)
        return reply.code(204).send(null)
      },
    )
  }
}

const HandleText = Type.String({
  format: 'handle',
  maxLength: 320,
  description: '@name (X), @name.tld (Bluesky) or @name@server (Mastodon); the leading @ is optional.',
  examples: ['@me'],
})

export const NewAccountBody = Type.Object(
  {
    handle: HandleText,
    name: Type.Optional(Name),
    public: Type.Optional(Public),
    followers: Type.Optional(Followers),
  },
  { ...strict, title: 'NewAccount', examples: [{ handle: '@ann', name: 'Ann', followers: 500 }] },
)

export const AccountChangesBody = Type.Object(
  { handle: Type.Optional(HandleText), name: Type.Optional(Nullable(Name)), public: Type.Optional(Public) },
  { ...strict, title: 'AccountChanges', minProperties: 1, examples: [{ name: 'Me', public: true }] },
)
