import { type Static, type TProperties, type TSchema, Type } from 'typebox'
import { followerSources } from '../accounts/history-row.js'
import { utmFields } from '../links/utm.js'

/**
 * A type or null, as a list of types, which JSON Schema, OpenAPI 3.1 and the serializer all
 * understand.
 */
export function Nullable<T extends TSchema & { type: string }>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, 'null'] })
}

const Time = Type.String({ format: 'date-time', examples: ['2026-01-31T12:00:00.000Z'] })

const LinkTweetSchema = Type.Object(
  {
    id: Nullable(
      Type.String({
        description: "The network's id of the tweet (Mastodon: server/id); null for a draft.",
        examples: ['1529877576591609861'],
      }),
    ),
    url: Nullable(Type.String({ examples: ['https://x.com/me/status/1529877576591609861'] })),
    text: Nullable(Type.String({ examples: ['Look at this'] })),
    tweetedAt: Nullable(
      Type.String({ format: 'date-time', description: 'Null for a draft: it was not tweeted yet.' }),
    ),
    published: Type.Boolean({
      description: 'Its address or time was given. If not, its first click shows when it was tweeted.',
    }),
  },
  { title: 'LinkTweet' },
)

const UtmSchema = Type.Object(
  Object.fromEntries(utmFields.map(field => [field, Type.Optional(Type.String())])) as Record<
    (typeof utmFields)[number],
    ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>
  >,
  {
    title: 'LinkUtm',
    description: 'What the target says in its utm_ parameters.',
    examples: [{ source: 'x' }],
  },
)

export const LinkSchema = Type.Object(
  {
    slug: Type.String({ examples: ['launch'] }),
    shortUrl: Type.String({ examples: ['https://go.example.com/launch'] }),
    url: Type.String({ description: 'Where the link leads.', examples: ['https://example.com/article'] }),
    utm: UtmSchema,
    title: Nullable(Type.String({ examples: ['An article worth reading'] })),
    notes: Nullable(Type.String({ description: 'For those who manage the link.', examples: ['Ask Ann.'] })),
    tags: Type.Array(Type.String({ examples: ['blog'] })),
    externalId: Nullable(Type.String({ description: 'Its id in another system.', examples: ['post-17'] })),
    account: Nullable(
      Type.String({ description: 'Handle of the account that tweets it.', examples: ['@me'] }),
    ),
    tweet: Nullable(LinkTweetSchema),
    createdAt: Time,
    updatedAt: Type.String({
      format: 'date-time',
      description: 'When it or its tweet was last changed; clicks change neither.',
      examples: ['2026-01-31T12:00:00.000Z'],
    }),
    expiresAt: Nullable(Type.String({ format: 'date-time' })),
    maxClicks: Nullable(
      Type.Integer({ description: 'After this many clicks it answers 410.', examples: [100] }),
    ),
    deletedAt: Nullable(
      Type.String({ format: 'date-time', description: 'Null unless it was deleted; it can be restored.' }),
    ),
    forwardQuery: Type.Boolean({ description: "Whether the click's own query is appended to the target." }),
    enabled: Type.Boolean(),
    public: Type.Boolean({ description: 'Whether badges may show its numbers.' }),
    clicks: Type.Integer({ description: 'Clicks: hits that are judged human.' }),
    clickers: Type.Integer({ description: 'Distinct human visitors.' }),
    excluded: Type.Integer({ description: 'Hits that are no clicks.' }),
    importedClicks: Nullable(
      Type.Integer({
        description: 'What the shortener it comes from counted; part of no other number.',
        examples: [1234],
      }),
    ),
    importedFrom: Nullable(Type.String({ description: 'The shortener it comes from.', examples: ['Bitly'] })),
    composeUrl: Type.String({
      description:
        "Opens the window for a new post on the account's network, with the text and the short link.",
      examples: ['https://x.com/intent/post?url=https%3A%2F%2Fgo.example.com%2Flaunch'],
    }),
  },
  { title: 'Link', description: 'The link.' },
)

export const TargetChangeSchema = Type.Object(
  {
    changedAt: Time,
    changedBy: Nullable(
      Type.String({ description: 'The name of the key; null for the preset key.', examples: ['blog'] }),
    ),
    from: Type.String({ examples: ['https://example.com/old'] }),
    to: Type.String({ examples: ['https://example.com/article'] }),
  },
  { title: 'TargetChange', description: 'A change of where a link leads.' },
)

export const AccountSchema = Type.Object(
  {
    handle: Type.String({ examples: ['@me'] }),
    network: Type.Unsafe<'x' | 'bluesky' | 'mastodon'>({
      type: 'string',
      enum: ['x', 'bluesky', 'mastodon'],
    }),
    name: Nullable(Type.String({ examples: ['Me'] })),
    public: Type.Boolean({ description: 'Whether badges may show its influence.' }),
    followers: Nullable(Type.Integer({ description: 'From the newest snapshot.', examples: [500] })),
    followersCountedAt: Nullable(Type.String({ format: 'date-time' })),
    createdAt: Time,
  },
  { title: 'Account', description: 'The account.' },
)

export const SnapshotSchema = Type.Object(
  {
    followers: Type.Integer({ examples: [500] }),
    countedAt: Time,
    source: Type.String({
      enum: [...followerSources],
      description: 'Who counted.',
    }),
  },
  { title: 'FollowerCount', description: 'The follower count.' },
)

export const ListSchema = Type.Object(
  {
    name: Type.String({ examples: ['friends'] }),
    accounts: Type.Array(Type.String(), { description: 'Handles.', examples: [['@ann', '@bob']] }),
    createdAt: Time,
  },
  { title: 'List', description: 'The list.' },
)

/** A page of a list, with other facts about it. */
export function Page<T extends TSchema & { title?: string }, More extends TProperties = Record<never, never>>(
  entry: T,
  more = {} as More,
) {
  return Type.Object(
    {
      data: Type.Array(entry),
      nextCursor: Nullable(Type.String({ description: 'For the next page; null on the last.' })),
      ...more,
    },
    { title: `${entry.title}Page`, description: 'A page.' },
  )
}

export const LinkPage = Page(LinkSchema, {
  total: Type.Optional(Type.Integer({ description: 'On all pages; only if asked for.', examples: [1] })),
})
