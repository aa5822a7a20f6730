import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readHandle, readHandles } from '../accounts/handle.js'
import { changeList, removeList } from '../accounts/lists/change.js'
import { createList } from '../accounts/lists/create.js'
import { addToList, removeFromList } from '../accounts/lists/members.js'
import { listLists, listPages, readList } from '../accounts/lists/read.js'
import type { Unasked } from '../context.js'
import { HandleParams } from './accounts.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { changing } from './if-match.js'
import { HandleField } from './link-bodies.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { ListSchema, Page } from './schemas.js'

const tags = ['Lists']
const strict = { additionalProperties: false } as const
const NameParams = Type.Object({
  name: Type.String({ description: 'Upper or lower case.', examples: ['friends'] }),
})
const MemberParams = Type.Object({ ...NameParams.properties, ...HandleParams.properties })

/** Creates, reads, changes and deletes named lists of accounts. */
export function listRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.post(
      '/lists',
      {
        config: { needs: 'shared' },
        schema: {
          tags,
          operationId: 'createList',
          summary: 'Make a list of accounts',
          description: 'Unknown accounts are made.',
          body: NewListBody,
          response: { 201: Created(ListSchema), ...problems(409) },
        },
      },
      async (request, reply) => {
        const { name, accounts = [] } = request.body
        const made = await createList(asked(ctx, request), { name, accounts: readHandles(accounts) })
        return reply
          .code(201)
          .header('location', apiAddress(ctx.config, 'lists', made.name))
          .send(made)
      },
    )

    app.get(
      '/lists',
      {
        schema: {
          tags,
          operationId: 'listLists',
          summary: 'List the lists',
          description: 'By name.',
          querystring: Type.Object(pageQuery(listPages), strict),
          response: { 200: Page(ListSchema) },
        },
      },
      async request => answerPage(await listLists(asked(ctx, request), request.query)),
    )

    app.get(
      '/lists/:name',
      {
        schema: {
          tags,
          operationId: 'getList',
          summary: 'Read a list',
          params: NameParams,
          response: { 200: ListSchema, ...problems(404) },
        },
      },
      request => readList(asked(ctx, request), request.params.name),
    )

    app.patch(
      '/lists/:name',
      {
        config: { needs: 'shared' },
        schema: {
          tags,
          operationId: 'updateList',
          summary: 'Change a list',
          description: 'accounts replaces all accounts on the list.',
          params: NameParams,
          body: ListChangesBody,
          response: { 200: ListSchema, ...problems(404, 409, 412) },
        },
      },
      request => {
        const { name, accounts } = request.body
        return changeList(changing(ctx, request), request.params.name, {
          ...(name !== undefined && { name }),
          ...(accounts !== undefined && { accounts: readHandles(accounts) }),
        })
      },
    )

    app.delete(
      '/lists/:name',
      {
        config: { needs: 'shared' },
        schema: {
          tags,
          operationId: 'deleteList',
          summary: 'Delete a list',
          description: 'Its accounts stay.',
          params: NameParams,
          response: { 204: Type.Null({ description: 'Deleted.' }), ...problems(404, 409, 412) },
        },
      },
      async (request, reply) => {
        await removeList(changing(ctx, request), request.params.name)
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/lists/:name/accounts/:handle',
      {
        config: { needs: 'shared' },
        schema: {
          tags,
          operationId: 'addToList',
          summary: 'Put an account on a list',
          description: 'An unknown account is made.',
          params: MemberParams,
          response: { 200: ListSchema, ...problems(404, 409, 412) },
        },
      },
      request =>
        addToList(changing(ctx, request), request.params.name, [readHandle(request.params.handle, 'handle')]),
    )

    app.delete(
      '/lists/:name/accounts/:handle',
      {
        config: { needs: 'shared' },
        schema: {
          tags,
          operationId: 'removeFromList',
          summary: 'Take an account off a list',
          description: 'The account itself stays.',
          params: MemberParams,
          response: { 200: ListSchema, ...problems(404, 409, 412) },
        },
      },
      request => removeFromList(changing(ctx, request), request.params.name, request.params.handle),
    )
  }
}

const Name = Type.String({
  format: 'list-name',
  maxLength: 200,
  description: '1 to 64 printable characters; case does not matter.',
  examples: ['friends'],
})
/** The list that limits an answer. */
export const ListFilter = Type.Optional(
  Type.String({ ...Name, description: 'Only the accounts on this list.' }),
)
/** The most accounts one request may name. */
export const mostMembers = 1000
const Members = Type.Array(HandleField, { maxItems: mostMembers, examples: [['@ann', '@bob']] })
export const NewListBody = Type.Object(
  { name: Name, accounts: Type.Optional(Members) },
  { ...strict, title: 'NewList', examples: [{ name: 'colleagues', accounts: ['@ann', '@bob'] }] },
)
export const ListChangesBody = Type.Object(
  { name: Type.Optional(Name), accounts: Type.Optional(Members) },
  { ...strict, title: 'ListChanges', minProperties: 1, examples: [{ accounts: ['@me', '@cid'] }] },
)
