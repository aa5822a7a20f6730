import { type Static, Type } from 'typebox'
import { readHandle } from '../accounts/handle.js'
import { maxExternalIdLength, maxTagLength, maxTags } from '../links/limits.js'
import { type LinkQuery as Listed, linkPages } from '../links/list.js'
import { Moment, momentOf } from './moment.js'
import { pageQuery } from './pages.js'
import { LinkSchema } from './schemas.js'

type Sort = Listed['sort']

const Flag = (description: string) => Type.Optional(Type.Boolean({ description }))
const ends = { from: 'From this day (in UTC) or time on.', to: 'Before it.' }

/** The query parameters of the list of links. */
export const LinkQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        format: 'line',
        maxLength: 200,
        description:
          "Searched in slug, target, title, notes and the tweet's text, ignoring case; in targets also as typed: 例子.com, über.",
      }),
    ),
    tag: Type.Optional(
      Type.Array(Type.String({ format: 'tag', maxLength: maxTagLength }), {
        maxItems: maxTags,
        description: 'Given several times, links with all of these.',
      }),
    ),
    account: Type.Optional(Type.String({ format: 'handle', maxLength: 320 })),
    externalId: Type.Optional(Type.String({ format: 'tag', maxLength: maxExternalIdLength })),
    createdFrom: Moment(ends.from),
    createdTo: Moment(ends.to, 'createdFrom'),
    updatedFrom: Moment(ends.from),
    updatedTo: Moment(ends.to, 'updatedFrom'),
    public: Flag('Only public links, or only others.'),
    enabled: Flag('Only enabled links, or only disabled ones.'),
    deleted: Flag('Only deleted links; by default only others.'),
    sort: Type.Unsafe<Sort>({ type: 'string', enum: ['newest', 'clicks'], default: 'newest' }),
    total: Flag('Adds `total`, how many there are on all pages. It reads all of them, so ask once.'),
    fields: Type.Optional(
      Type.String({
        check: fieldsProblem,
        description:
          'Only these members of each link, separated by commas, such as `slug,url,clicks`. Of the schema, the others are missing then.',
      }),
    ),
    ...pageQuery(linkPages),
  },
  { additionalProperties: false },
)

/** Converts a validated query: its handle and times are parsed. */
export function readLinkQuery(query: Static<typeof LinkQuery>): Listed {
  const { account, tag, createdFrom, createdTo, updatedFrom, updatedTo, fields: _, ...rest } = query
  const times = { createdFrom, createdTo, updatedFrom, updatedTo }
  return {
    ...rest,
    ...(account !== undefined && { account: readHandle(account, 'account').key }),
    ...(tag !== undefined && { tags: { names: tag, all: true } }),
    ...Object.fromEntries(
      Object.entries(times).flatMap(([name, time]) => (time === undefined ? [] : [[name, momentOf(time)]])),
    ),
  }
}

const members = Object.keys(LinkSchema.properties)

function fieldsOf(text: string): string[] {
  return text.split(',').map(name => name.trim())
}

function fieldsProblem(text: string): string | null {
  const unknown = fieldsOf(text).find(name => !members.includes(name))
  if (unknown === undefined) return null
  return `a link has no "${unknown.slice(0, 64)}"; it has ${members.join(', ')}`
}

/** The members of a link that were asked for; all by default. */
export function chosen<Shown extends object>(link: Shown, fields: string | undefined): Shown {
  if (fields === undefined) return link
  const names = new Set(fieldsOf(fields))
  return Object.fromEntries(Object.entries(link).filter(([name]) => names.has(name))) as Shown
}
