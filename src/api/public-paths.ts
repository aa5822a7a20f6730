import { type TSchema, Type } from 'typebox'
import { metrics } from '../stats/metric.js'
import type { Operation } from './document.js'
import { problems } from './problems.js'
import { LinkInfluenceSchema, LinkStatsSchema } from './report-schemas.js'
import { Nullable } from './schemas.js'

const text = (example: string, description: string) => Type.String({ description, examples: [example] })
type Schema = TSchema & { type?: unknown; description?: string; examples?: unknown }
const parameter = (
  place: 'path' | 'query',
  name: string,
  { examples, ...schema }: Schema,
  required = place === 'path',
) => ({
  ...{ name, in: place, required, schema },
  ...(schema.description !== undefined && { description: schema.description }),
  ...(Array.isArray(examples) && { example: examples[0] }),
})
const content = (type: string, schema: Schema) => ({ [type]: { schema: { ...schema } } })
const forEverybody = { tags: ['Public'], security: [] as object[] }

const slug = parameter('path', 'slug', text('launch', 'Case matters.'))
const name = parameter('path', 'name', text('launch', 'A slug, or a handle with its @.'))

const LinkPreview = Type.Object(
  {
    slug: text('launch', 'Of the link.'),
    shortUrl: text('https://go.example.com/launch', 'The link itself.'),
    url: text('https://example.com/article', 'Where it leads.'),
    redirects: Type.Boolean({ description: 'Whether it redirects at the moment.' }),
    title: Type.Optional(Nullable(Type.String({ examples: ['An article worth reading'] }))),
    account: Type.Optional(Nullable(Type.String({ description: 'Only of a public account.' }))),
    clicks: Type.Optional(LinkStatsSchema.properties.clicks),
    clickers: Type.Optional(Type.Integer({ description: "Over the link's whole life." })),
    influence: Type.Optional(LinkInfluenceSchema.properties.influence),
    interval: Type.Optional(LinkInfluenceSchema.properties.interval),
    sentence: Type.Optional(LinkInfluenceSchema.properties.sentence),
  },
  {
    title: 'LinkPreview',
    additionalProperties: true,
    description: 'Where the link leads and, only if it is public, its numbers.',
  },
)

const Badge = Type.Object(
  {
    schemaVersion: Type.Integer({ const: 1 }),
    label: text('influence', 'Its left side.'),
    message: text('2.0 %', 'Its right side.'),
    color: text('blue', 'Of its right side.'),
    isError: Type.Optional(Type.Boolean({ description: 'True if there is no number to show.' })),
  },
  { title: 'Badge', additionalProperties: false, description: 'As shields.io reads it.' },
)

const Oembed = Type.Object(
  {
    version: Type.String({ enum: ['1.0'] }),
    type: Type.String({ enum: ['rich'] }),
    title: text('2.0 % of the followers clicked', 'What the frame shows.'),
    provider_name: Type.String({ examples: ['Fivehundred'] }),
    provider_url: Type.String({ format: 'uri', examples: ['https://go.example.com'] }),
    cache_age: Type.Integer({ examples: [86_400], description: 'Seconds.' }),
    html: text('<iframe src="https://go.example.com/embed/launch"></iframe>', 'The frame.'),
    width: Type.Integer({ examples: [480] }),
    height: Type.Integer({ examples: [230] }),
  },
  { title: 'Oembed', description: 'A rich oEmbed 1.0.' },
)

/** The styles of badges. */
const badgeStyles = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social']
const badgeQuery = [
  parameter('query', 'metric', Type.String({ enum: [...metrics], default: 'influence' })),
  parameter(
    'query',
    'label',
    Type.String({ maxLength: 64, description: 'Instead of the name of the number.' }),
  ),
  parameter(
    'query',
    'color',
    Type.String({ description: 'A name or hexadecimal digits.', examples: ['blue'] }),
  ),
]
const drawnQuery = [
  ...badgeQuery,
  parameter('query', 'labelColor', Type.String({ examples: ['555555'] })),
  parameter('query', 'style', Type.String({ enum: badgeStyles, default: 'flat' })),
]
const side = (which: string) =>
  parameter('query', which, Type.Integer({ minimum: 1, description: 'Pixels.', examples: [480] }))

/** The paths for everybody; their routes check what they are given themselves. */
export const publicPaths = (): Record<string, Record<string, Operation>> => ({
  '/{slug}': {
    get: {
      ...forEverybody,
      operationId: 'followLink',
      summary: 'Follow a short link',
      description:
        'Counts the click. Errors are pages for people, and problems for those who ask for JSON; ' +
        'a browser that loads ahead of a click (`Sec-Purpose: prefetch`) gets 503.',
      parameters: [slug],
      responses: {
        302: {
          description: 'To the target.',
          headers: {
            Location: {
              description: 'The target.',
              schema: { type: 'string', format: 'uri' },
              example: 'https://example.com/article',
            },
          },
        },
        ...problems(404, 405, 410, 429, 503),
      },
    },
  },
  '/{slug}+': {
    get: {
      ...forEverybody,
      operationId: 'previewLink',
      summary: 'See where a short link leads',
      description: 'Counts nothing. A page for people, unless JSON is asked for.',
      parameters: [slug],
      responses: {
        200: {
          description: 'Where it leads.',
          content: {
            ...content('application/json', LinkPreview),
            ...content('text/html', Type.String()),
          },
        },
        ...problems(404, 405, 410, 429),
      },
    },
  },
  '/badge/{name}.svg': {
    get: {
      ...forEverybody,
      operationId: 'getBadgeSvg',
      summary: 'A badge',
      description:
        'Always an image, a grey one for what is unknown or private. Options that make no sense are ignored.',
      parameters: [name, ...drawnQuery],
      responses: {
        200: { description: 'The image.', content: content('image/svg+xml', Type.String()) },
        304: { description: 'It is as it was, by `If-None-Match`.' },
        ...problems(405),
      },
    },
  },
  '/badge/{name}.json': {
    get: {
      ...forEverybody,
      operationId: 'getBadge',
      summary: 'What a badge says',
      parameters: [name, ...badgeQuery],
      responses: {
        200: { description: 'The badge.', content: content('application/json', Badge) },
        304: { description: 'It is as it was, by `If-None-Match`.' },
        429: {
          description: 'Too many unknown names; `Retry-After` says when to go on.',
          content: content('application/json', Badge),
        },
        ...problems(405),
      },
    },
  },
  '/embed/{name}': {
    get: {
      ...forEverybody,
      operationId: 'getEmbed',
      summary: 'A small page for an iframe',
      parameters: [
        name,
        parameter('query', 'theme', Type.String({ enum: ['auto', 'light', 'dark'], default: 'auto' })),
      ],
      responses: Object.fromEntries(
        Object.entries({
          200: 'The page.',
          404: 'Nothing at this address is public.',
          429: 'Too many unknown names.',
          503: 'The database does not answer.',
        }).map(([status, description]) => [
          status,
          { description, content: content('text/html', Type.String()) },
        ]),
      ),
    },
  },
  '/oembed': {
    get: {
      ...forEverybody,
      operationId: 'getOembed',
      summary: 'How to embed an address of this service',
      parameters: [
        parameter(
          'query',
          'url',
          text('https://go.example.com/launch', 'A short link, or the page of a link or an account.'),
          true,
        ),
        parameter('query', 'format', Type.String({ enum: ['json'] })),
        side('maxwidth'),
        side('maxheight'),
      ],
      responses: {
        200: { description: 'The frame.', content: content('application/json', Oembed) },
        ...problems(400, 404, 405, 429, 500, 501, 503),
      },
    },
  },
})
