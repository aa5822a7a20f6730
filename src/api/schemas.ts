import { type Static, type TSchema, Type } from 'typebox'

/**
 * A type or null, as a list of types, which JSON Schema, OpenAPI 3.1 and the serializer all
 * understand.
 */
export function Nullable<T extends TSchema & { type: string }>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] })
}

const Time = Type.String({ format: 'date-time', examples: ['2026-01-31T12:00:00.000Z'] })

const LinkTweetSchema = Type.Object({
  id: Nullable(
    Type.String({
      description: "The network's id of the tweet (Mastodon: server/id); null for a draft.",
      examples: ['1529877576591609861'],
    }),
  ),
  url: Nullable(Type.String()),
  text: Nullable(Type.String()),
  tweetedAt: Nullable(
    Type.String({ format: 'date-time', description: 'Null for a draft: it was not tweeted yet.' }),
  ),
  published: Type.Boolean({
    description: 'Its address or time was given. If not, its first click shows when it was tweeted.',
  }),
})

export const LinkSchema = Type.Object(
  {
    slug: Type.String({ examples: ['Ab3xYz7'] }),
    shortUrl: Type.String({ examples: ['https://example.com/Ab3xYz7'] }),
    url: Type.String({ description: 'Where the link leads.' }),
    title: Nullable(Type.String()),
    tags: Type.Array(Type.String()),
    account: Nullable(
      Type.String({ description: 'Handle of the account that tweets it.', examples: ['@me'] }),
    ),
    tweet: Nullable(LinkTweetSchema),
    createdAt: Time,
    expiresAt: Nullable(Type.String({ format: 'date-time' })),
    enabled: Type.Boolean(),
    public: Type.Boolean({ description: 'Whether badges may show its numbers.' }),
    clicks: Type.Integer({ description: 'Human clicks.' }),
    clickers: Type.Integer({ description: 'Distinct human visitors.' }),
    excluded: Type.Integer({ description: 'Hits that were not human clicks.' }),
    composeUrl: Type.String({
      description:
        "Opens the window for a new post on the account's network, with the text and the short link.",
    }),
  },
  { $id: 'Link', title: 'Link' },
)

export const AccountSchema = Type.Object(
  {
    handle: Type.String({ examples: ['@me'] }),
    network: Type.Union([Type.Literal('x'), Type.Literal('bluesky'), Type.Literal('mastodon')]),
    name: Nullable(Type.String()),
    public: Type.Boolean({ description: 'Whether badges may show its influence.' }),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.' })),
    followersCountedAt: Nullable(Type.String({ format: 'date-time' })),
    createdAt: Time,
  },
  { $id: 'Account', title: 'Account' },
)

export const SnapshotSchema = Type.Object(
  {
    followers: Type.Integer({ examples: [500] }),
    countedAt: Time,
    source: Type.String({ description: 'manual, csv, x, bluesky or mastodon.', examples: ['manual'] }),
  },
  { $id: 'FollowerSnapshot', title: 'FollowerSnapshot' },
)

export const ListSchema = Type.Object(
  {
    name: Type.String({ examples: ['friends'] }),
    accounts: Type.Array(Type.String(), { description: 'Handles.', examples: [['@ann', '@bob']] }),
    createdAt: Time,
  },
  { $id: 'List', title: 'List' },
)

export const ProblemSchema = Type.Object(
  {
    type: Type.String({ examples: ['about:blank'] }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String({ description: 'Stable and kebab-case.', examples: ['slug-taken'] }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          field: Type.Optional(Type.String()),
          line: Type.Optional(Type.Integer()),
          message: Type.String(),
        }),
        { description: 'For invalid-input, every invalid field; for invalid-csv, every invalid line.' },
      ),
    ),
  },
  { $id: 'Problem', title: 'Problem', additionalProperties: true, description: 'RFC 9457' },
)

/** A reference to a schema in `components`. */
function Component<T extends TSchema>(schema: T & { $id?: string }, description: string) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#`, description })
}

export const LinkRef = Component(LinkSchema, 'The link.')
export const AccountRef = Component(AccountSchema, 'The account.')
export const ListRef = Component(ListSchema, 'The list.')
export const SnapshotRef = Component(SnapshotSchema, 'The snapshot.')

/** A page of a list. */
export function Page<T extends TSchema>(entry: T) {
  return Type.Object(
    {
      data: Type.Array(entry),
      nextCursor: Nullable(Type.String({ description: 'For the next page; null on the last.' })),
    },
    { description: 'A page.' },
  )
}

const seconds = { type: 'integer', description: 'Seconds until a try again makes sense.' }
const text = (description: string) => ({ type: 'string', description })
/** Headers of an error, by status. */
const headers: Record<number, Record<string, object>> = {
  401: { 'www-authenticate': text('What is wrong with the key, as RFC 6750 has it.') },
  403: { 'www-authenticate': text('What is wrong with the key, as RFC 6750 has it.') },
  429: {
    'retry-after': seconds,
    'ratelimit-policy': text('The limit: its name, its quota (q) and its window in seconds (w).'),
    ratelimit: text('What is left (r), and the seconds until all is there again (t).'),
  },
  503: { 'retry-after': seconds },
}

const reasons: Record<number, string> = {
  400: 'The input is not valid; `errors` lists every field.',
  401: 'The API key is missing, unknown or revoked.',
  403: 'The API key is not one of an admin.',
  404: 'There is no such thing.',
  409: 'It collides with what is there, or with a change made at the same time.',
  410: 'The link was deleted.',
  413: 'The body is larger than 1 MB, or as CSV than 10 MB.',
  415: 'The body is of another kind.',
  429: 'Too many requests; `Retry-After` says when to go on.',
  502: 'The network told nothing; the last count stands.',
  503: 'The database does not answer; try again.',
}

/** The errors that a route documents, on top of those that every route has. */
export function problems(...statuses: number[]) {
  const all = [...statuses, 401, 429, 503]
  return Object.fromEntries(
    all.map(status => [
      status,
      {
        description: reasons[status] ?? '',
        ...(headers[status] && { headers: headers[status] }),
        content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
      },
    ]),
  )
}
