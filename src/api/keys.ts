import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import { may, type Right } from '../auth/access.js'
import { createKey, findKeyInfo, type KeyInfo, listKeys, revokeKey } from '../auth/keys.js'
import { requireAdmin } from '../auth/require-admin.js'
import { type Role, roles, saysRole } from '../auth/roles.js'
import type { Context, Unasked } from '../context.js'
import { KeyNotFound } from '../errors.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { problems } from './problems.js'
import { Nullable } from './schemas.js'

const tags = ['Keys']
const rights: Right[] = ['links', 'accounts', 'shared', 'service']

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
        schema: {
          tags,
          operationId: 'listKeys',
          summary: 'List the keys',
          description: 'For admins. Oldest first, with the revoked ones, without their secrets.',
          response: { 200: KeysSchema },
        },
      },
      async request => {
        requireAdmin(request.apiKey)
        return { data: (await listKeys(ctx.db)).map(showKey) }
      },
    )

    app.post(
      '/keys',
      {
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
        requireAdmin(request.apiKey)
        const made = await createKey(ctx.db, await readKeyWish(asked(ctx, request), request.body))
        return reply
          .code(201)
          .header('location', apiAddress(ctx.config, 'keys'))
          .send({ ...showKey(made), key: made.key })
      },
    )

    app.delete(
      '/keys/:id',
      {
        schema: {
          tags,
          operationId: 'revokeKey',
          summary: 'Revoke a key',
          description: 'For admins. It ends with the next request, and for good.',
          params: KeyParams,
          response: { 204: Type.Null({ description: 'Revoked.' }), ...problems(404) },
        },
      },
      async (request, reply) => {
        requireAdmin(request.apiKey)
        const { id } = request.params
        const isRevoked = /^[1-9]\d{0,8}$/.test(id) && (await revokeKey(ctx.db, Number(id)))
        if (!isRevoked) throw new KeyNotFound({ id })
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
  const found = accounts && (await Promise.all(accounts.map(handle => findAccount(ctx, handle))))
  const accountIds = found && [...new Set(found.map(({ id }) => id))]
  return { name, role, accountIds, expiresAt: expiresAt === undefined ? null : new Date(expiresAt) }
}

/** A key as the API shows it. */
export function showKey({ createdAt, expiresAt, lastUsedAt, revokedAt, ...key }: KeyInfo) {
  const { id, name, role, prefix, accounts } = key
  return {
    ...{ id, name, role, prefix, accounts },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}

/** The key of the environment. */
const preset = {
  ...{ id: null, name: 'ADMIN_KEY', role: 'admin' as const, prefix: '', accounts: null },
  ...{ createdAt: null, expiresAt: null, lastUsedAt: null, revokedAt: null },
}

const KeyParams = Type.Object({ id: Type.String({ examples: ['2'] }) })
const OptionalTime = (description: string) => Nullable(Type.String({ format: 'date-time', description }))
const RoleField = Type.Unsafe<Role>({ type: 'string', enum: [...roles], description: saysRole })
const keyFields = {
  id: Nullable(Type.Integer({ description: 'Null for the preset ADMIN_KEY.', examples: [2] })),
  name: Type.String({ examples: ['laptop'] }),
  role: RoleField,
  prefix: Type.String({ description: 'Its first characters.', examples: ['fh_Ab3x'] }),
  accounts: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: { type: 'string' },
    description: 'The accounts it is limited to, with their links and those it made; null if it is not.',
    examples: [['@me']],
  }),
  createdAt: OptionalTime('Null for the preset ADMIN_KEY.'),
  expiresAt: OptionalTime('From then on it is not valid; null if it does not expire.'),
  lastUsedAt: OptionalTime('To the minute; null if it was never used.'),
  revokedAt: OptionalTime('Null if it was not revoked.'),
}
const KeySchema = Type.Object(keyFields, { title: 'Key', description: 'The key, without its secret.' })
const KeysSchema = Type.Object(
  { data: Type.Array(KeySchema) },
  { title: 'Keys', description: 'All keys, oldest first.' },
)
const NewKeySchema = Type.Object(
  {
    ...keyFields,
    key: Type.String({
      description: 'To send; told only now.',
      examples: ['fh_Ab3xYz7kQm2nRt5wAb3xYz7kQm2'],
    }),
  },
  { title: 'MadeKey', description: 'The key, with its secret.' },
)
const MeSchema = Type.Object(
  {
    ...keyFields,
    may: Type.Array(Type.Unsafe<Right>({ type: 'string', enum: rights }), {
      description:
        'What it may change, of what it sees: links; accounts; what all share (lists, new accounts); the service (keys, webhooks, the prior).',
    }),
  },
  { title: 'Me', description: 'The key that was sent.' },
)

export const NewKeyBody = Type.Object(
  {
    name: Type.String({ format: 'line', minLength: 1, maxLength: 100, examples: ['laptop'] }),
    role: Type.Optional(Type.Unsafe<Role>({ ...RoleField, description: `${saysRole} By default a member.` })),
    accounts: Type.Optional(
      Type.Array(Type.String({ format: 'handle', maxLength: 320 }), {
        maxItems: 1000,
        description: 'Limits it to these; an author without any has only the links that it makes.',
        examples: [['@me']],
      }),
    ),
    expiresAt: Type.Optional(Type.String({ format: 'future', description: 'Never, if left out.' })),
  },
  {
    additionalProperties: false,
    title: 'NewKey',
    examples: [{ name: 'blog', role: 'author', accounts: ['@me'] }],
  },
)
