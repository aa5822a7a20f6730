import { Type } from 'typebox'
import type { Right } from '../auth/access.js'
import type { KeyInfo } from '../auth/keys.js'
import { type Role, roles, saysRole } from '../auth/roles.js'
import { Nullable } from './schemas.js'

export const rights: Right[] = ['links', 'accounts', 'shared', 'service']

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
export const KeySchema = Type.Object(keyFields, { title: 'Key', description: 'The key, without its secret.' })
export const KeysSchema = Type.Object(
  { data: Type.Array(KeySchema) },
  { title: 'Keys', description: 'All keys, oldest first.' },
)
export const NewKeySchema = Type.Object(
  {
    ...keyFields,
    key: Type.String({
      description: 'To send; told only now.',
      examples: ['fh_Ab3xYz7kQm2nRt5wAb3xYz7kQm2'],
    }),
  },
  { title: 'MadeKey', description: 'The key, with its secret.' },
)
export const MeSchema = Type.Object(
  {
    ...keyFields,
    may: Type.Array(Type.Unsafe<Right>({ type: 'string', enum: rights }), {
      description:
        'What it may change, of what it sees: links; accounts; what all share (lists, new accounts); the service (keys, webhooks, the prior).',
    }),
  },
  { title: 'Me', description: 'The key that was sent.' },
)

const Accounts = Type.Array(Type.String({ format: 'handle', maxLength: 320 }), {
  maxItems: 1000,
  examples: [['@me']],
})

export const NewKeyBody = Type.Object(
  {
    name: Type.String({ format: 'line', minLength: 1, maxLength: 100, examples: ['laptop'] }),
    role: Type.Optional(Type.Unsafe<Role>({ ...RoleField, description: `${saysRole} By default a member.` })),
    accounts: Type.Optional({
      ...Accounts,
      description: 'Limits it to these; an author without any has only the links that it makes.',
    }),
    expiresAt: Type.Optional(Type.String({ format: 'future', description: 'Never, if left out.' })),
  },
  {
    additionalProperties: false,
    title: 'NewKey',
    examples: [{ name: 'blog', role: 'author', accounts: ['@me'] }],
  },
)

export const KeyChangesBody = Type.Object(
  {
    name: Type.Optional(NewKeyBody.properties.name),
    role: Type.Optional(RoleField),
    accounts: Type.Optional(
      Type.Unsafe<string[] | null>({
        ...Accounts,
        type: ['array', 'null'],
        description:
          'Limits it to these, in place of those before; null: to none, but an author always is limited, and stays so in another role until this is null.',
      }),
    ),
    expiresAt: Type.Optional(
      Nullable(Type.String({ format: 'future', description: 'Null: it does not expire.' })),
    ),
  },
  { additionalProperties: false, title: 'KeyChanges', examples: [{ name: 'blog' }] },
)
