import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { accountIds } from '../accounts/find.js'
import { may } from '../auth/access.js'
import { changeKey, createKey, findKeyInfo, keyId, listKeys, revokeKey } from '../auth/keys.js'
import type { Role } from '../auth/roles.js'
import type { Context, Unasked } from '../context.js'
import { KeyNotFound } from '../errors.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { changing } from './if-match.js'
import {
  KeyChangesBody,
  KeySchema,
  KeysSchema,
  MeSchema,
  NewKeyBody,
  NewKeySchema,
  rights,
  showKey,
} from './key-schemas.js'
import { problems } from './problems.js'

const tags = ['Keys']

/** Who asks, and for admins: makes, lists and revokes keys. */
export function keyRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/me',
      {
        schema: {
          tags,
          operationId: 'getMe',
          summary: 'Read what your own key is and may do',
          response: { 200: MeSchema },
        },
      },
      async request => {
        const { access } = asked(ctx, request)
        const info = access.id === null ? preset : showKey(await findKeyInfo(ctx.db, access.id))
        return { ...info, may: rights.filter(right => may(access, right)) }
      },
    )

    app.get(
      '/keys',
      {
        config: { needs: 'service' },
        schema: {
          tags,
          operationId: 'listKeys',
          summary: 'List the keys',
          description: 'For admins. Oldest first, with the revoked ones, without their secrets.',
          response: { 200: KeysSchema },
        },
      },
      async () => ({ data: (await listKeys(ctx.db)).map(showKey) }),
    )

    app.post(
      '/keys',
      {
        config: { needs: 'service' },
        schema: {
          tags,
          operationId: 'createKey',
          summary: 'Make a key',
          description: 'For admins. The key itself is told only this once.',
          body: NewKeyBody,
          response: { 201: Created(NewKeySchema), ...problems(404) },
        },
      },
      async (request, reply) => {
        const made = await createKey(ctx.db, await readKeyWish(asked(ctx, request), request.body))
        return reply
          .code(201)
          .header('location', apiAddress(ctx.config, 'keys'))
          .send({ ...showKey(made), key: made.key })
      },
    )

    app.get(
      '/keys/:id',
      {
        config: { needs: 'service' },
        schema: {
          tags,
          operationId: 'getKey',
          summary: 'Read a key',
          description: 'For admins. Without its secret.',
          params: KeyParams,
          response: { 200: KeySchema, ...problems(404) },
        },
      },
      async request => {
        return showKey(await findKeyInfo(ctx.db, keyId(request.params.id)))
      },
    )

    app.patch(
      '/keys/:id',
      {
        config: { needs: 'service' },
        schema: {
          tags,
          operationId: 'updateKey',
          summary: 'Change a key',
          description: 'For admins. It holds from the next request on. A revoked key stays revoked.',
          params: KeyParams,
          body: KeyChangesBody,
          response: { 200: KeySchema, ...problems(404, 412) },
        },
      },
      async request => {
        const known = changing(ctx, request)
        const changes = await readKeyChanges(known, request.body)
        return showKey(await changeKey(known.db, keyId(request.params.id), changes))
      },
    )

    app.delete(
      '/keys/:id',
      {
        config: { needs: 'service' },
        schema: {
          tags,
          operationId: 'revokeKey',
          summary: 'Revoke a key',
          description: 'For admins. It ends with the next request, and for good.',
          params: KeyParams,
          response: { 204: Type.Null({ description: 'Revoked.' }), ...problems(404, 412) },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        if (!(await revokeKey(changing(ctx, request).db, keyId(id)))) throw new KeyNotFound({ id })
        return reply.code(204).send(null)
      },
    )
  }
}

interface TypedKey {
  name: string
  role?: Role
  accounts?: string[]
  expiresAt?: string
}

/** What to make; the accounts by their handles. Throws AccountNotFound. */
export async function readKeyWish(
  ctx: Pick<Context, 'access' | 'db'>,
  { name, role = 'member', accounts, expiresAt }: TypedKey,
) {
  const ids = accounts && (await accountIds(ctx, accounts))
  return { name, role, accountIds: ids, expiresAt: expiresAt === undefined ? null : new Date(expiresAt) }
}

/** What to change; the accounts by their handles. Throws AccountNotFound. */
export async function readKeyChanges(
  ctx: Pick<Context, 'access' | 'db'>,
  { accounts, expiresAt, ...rest }: Static<typeof KeyChangesBody>,
) {
  return {
    ...rest,
    ...(accounts !== undefined && { accountIds: accounts && (await accountIds(ctx, accounts)) }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
  }
}

/** The key of the environment. */
const preset = {
  ...{ id: null, name: 'ADMIN_KEY', role: 'admin' as const, prefix: '', accounts: null },
  ...{ createdAt: null, expiresAt: null, lastUsedAt: null, revokedAt: null },
}

const KeyParams = Type.Object({ id: Type.String({ examples: ['2'] }) })
