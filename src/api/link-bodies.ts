import { type Static, Type } from 'typebox'
import { readHandle } from '../accounts/handle.js'
import type { Published } from '../links/attach-tweet.js'
import {
  maxExternalIdLength,
  maxNotesLength,
  maxTagLength,
  maxTags,
  maxTitleLength,
  mostClicks,
} from '../links/limits.js'
import { maxTargetLength } from '../links/target.js'
import { utmFields } from '../links/utm.js'
import type { LinkChanges, NewLink } from '../links/wish.js'
import { Nullable } from './schemas.js'

const strict = { additionalProperties: false } as const

export const Target = Type.String({
  format: 'target',
  maxLength: maxTargetLength,
  description: 'Absolute http(s) address without credentials; not an address of this service.',
  examples: ['https://example.com/article'],
})
const Title = Type.String({ format: 'line', maxLength: maxTitleLength })
const Text = Type.String({
  format: 'text',
  maxLength: 4000,
  description: "The tweet's text, without the link.",
})
const Notes = Type.String({
  format: 'text',
  maxLength: maxNotesLength,
  description: 'For those who manage the link; nothing public shows them.',
})
export const Tag = Type.String({ format: 'tag', maxLength: maxTagLength, examples: ['blog'] })
const Tags = Type.Array(Tag, {
  maxItems: maxTags,
  description: 'Each is kept once, in this order. Case matters: Blog and blog are two tags.',
})
export const HandleField = Type.String({
  format: 'handle',
  maxLength: 320,
  description:
    'Who tweets it: @name (X), @name.tld (Bluesky) or @name@server (Mastodon). An unknown account is made.',
  examples: ['@me'],
})
const ExpiresAt = Type.String({ format: 'future', description: 'From then on the link answers 410.' })
const MaxClicks = Type.Integer({
  minimum: 1,
  maximum: mostClicks,
  description:
    'After this many clicks the link answers 410; bots, previews and prefetches use up nothing. ' +
    'Clicks of the same moment may pass it by a few, and are counted.',
  examples: [100],
})
const ExternalId = Type.String({
  format: 'tag',
  maxLength: maxExternalIdLength,
  description: 'Its id in another system. One link of the whole service has it, also after it was deleted.',
  examples: ['post-17'],
})
const Enabled = Type.Boolean({ description: 'A disabled link answers 410 until it is enabled again.' })
const ForwardQuery = Type.Boolean({ description: "Appends the click's own query to the target." })
const Public = Type.Boolean({ description: 'Lets badges show its numbers.' })
const UtmValue = Type.String({ format: 'line', maxLength: 200 })

export const NewLinkBody = Type.Object(
  {
    url: Target,
    slug: Type.Optional(
      Type.String({
        format: 'slug',
        description: '3 to 64 of A–Z a–z 0–9 _ -, case-sensitive; random if left out.',
        examples: ['launch'],
      }),
    ),
    account: Type.Optional(HandleField),
    text: Type.Optional(Text),
    title: Type.Optional(Title),
    notes: Type.Optional(Notes),
    tags: Type.Optional(Tags),
    externalId: Type.Optional(ExternalId),
    expiresAt: Type.Optional(ExpiresAt),
    maxClicks: Type.Optional(MaxClicks),
    forwardQuery: Type.Optional(ForwardQuery),
    utm: Type.Optional(
      Type.Object(
        Object.fromEntries(utmFields.map(field => [field, Type.Optional(UtmValue)])) as Record<
          (typeof utmFields)[number],
          ReturnType<typeof Type.Optional<typeof UtmValue>>
        >,
        { ...strict, title: 'Utm', description: "Written into the target's query as utm_source and so on." },
      ),
    ),
    findExisting: Type.Optional(
      Type.Boolean({
        description: 'Answers 200 with the newest usable link that has the same target and account, if any.',
      }),
    ),
    public: Type.Optional(Public),
    enabled: Type.Optional(Enabled),
  },
  {
    ...strict,
    title: 'NewLink',
    examples: [
      {
        url: 'https://example.com/article',
        account: '@me',
        title: 'An article worth reading',
        tags: ['blog'],
      },
    ],
  },
)

export const LinkChangesBody = Type.Object(
  {
    url: Type.Optional(Target),
    title: Type.Optional(Nullable(Title)),
    notes: Type.Optional(Nullable(Notes)),
    tags: Type.Optional(Tags),
    text: Type.Optional(Nullable(Text)),
    account: Type.Optional(Nullable(HandleField)),
    expiresAt: Type.Optional(Nullable(ExpiresAt)),
    maxClicks: Type.Optional(Nullable(MaxClicks)),
    externalId: Type.Optional(Nullable(ExternalId)),
    enabled: Type.Optional(Enabled),
    public: Type.Optional(Public),
    forwardQuery: Type.Optional(ForwardQuery),
  },
  {
    ...strict,
    title: 'LinkChanges',
    minProperties: 1,
    examples: [{ title: 'A better title', public: true }],
  },
)

const Analytic = (description: string) =>
  Type.Optional(
    Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description, examples: [3000] })),
  )
const ReportedFields = {
  impressions: Analytic("How often the tweet was shown, by the network's analytics. Null clears it."),
  reportedClicks: Analytic('Link clicks, by the same analytics: at most the impressions. Null clears it.'),
}
/** What the network's analytics say, without the tweet itself. */
export const ReportedBody = Type.Object(ReportedFields, { ...strict, minProperties: 1 })

export const PublishedBody = Type.Object(
  {
    url: Type.Optional(
      Type.String({
        format: 'tweet',
        maxLength: 1000,
        description: 'Address of the tweet on X, Bluesky or Mastodon, or an X status id.',
        examples: ['https://x.com/me/status/1529877576591609861'],
      }),
    ),
    tweetedAt: Type.Optional(
      Type.String({
        format: 'past',
        description: 'Instead of an address, or in addition to one that does not contain its time.',
      }),
    ),
    ...ReportedFields,
  },
  {
    ...strict,
    title: 'PublishedTweet',
    minProperties: 1,
    examples: [{ url: 'https://x.com/me/status/1529877576591609861' }],
  },
)

/** Converts a validated body: handles and times are parsed. */
export function readNewLink(body: Static<typeof NewLinkBody>): NewLink {
  const { account, expiresAt, ...plain } = body
  return {
    ...plain,
    ...(account !== undefined && { account: readHandle(account, 'account') }),
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
  }
}

export function readPublished({ url, tweetedAt, ...reported }: Static<typeof PublishedBody>): Published {
  return {
    ...reported,
    ...(url !== undefined && { url }),
    ...(tweetedAt !== undefined && { tweetedAt: new Date(tweetedAt) }),
  }
}

export function readLinkChanges(body: Static<typeof LinkChangesBody>): LinkChanges {
  const { account, expiresAt, ...plain } = body
  return {
    ...plain,
    ...(account !== undefined && { account: account === null ? null : readHandle(account, 'account') }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
  }
}
