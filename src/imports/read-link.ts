import type { Config } from '../config.js'
import { dayMs } from '../durations.js'
import { maxTagLength, maxTags, maxTitleLength } from '../links/limits.js'
import { targetProblem } from '../links/target.js'
import type { NewLink } from '../links/wish.js'
import { isBroken } from '../typed/controls.js'
import type { Row } from './json-rows.js'
import { ownFields, undefused } from './own-fields.js'
import type { Place } from './row-place.js'
import type { Form, Source } from './sources.js'
import { countIn, domainIn, isSet, listIn, slugIn, textIn, textsIn, timeIn, type Values } from './values.js'

/** A link of a file that can be made, if its name can. */
export interface FoundLink extends Place {
  /** As the file has it. */
  slug: string
  /** Where it was short; empty if the file does not say. */
  domain: string
  /** In normal form. */
  url: string
  wish: Omit<NewLink, 'slug' | 'url'>
}

/** What is wrong with a link of a file, and how to fix it. */
export interface RowProblem extends Place {
  /** The name of the link; null for a line that could not be read. */
  slug: string | null
  field: string | null
  message: string
}

const timeWanted = 'must be a time such as 2026-01-31T12:00:00Z'
const mostMore = 20
/** A time without a zone may be that of any place. */
const anyZoneMs = dayMs

/** The links that a row stands for, one for each of its names, or all that is wrong with it. */
export function readLink(
  source: Source,
  { values: given, ...place }: Row,
  { config, now, form }: { config: Pick<Config, 'baseUrl' | 'host' | 'port'>; now: Date; form: Form },
): FoundLink[] | RowProblem[] {
  const values = form === 'json' ? given : source.own ? undefused(given) : withoutNulls(given)
  const slug = slugIn(textIn(values, source.slug), source.inAddress === true)
  const domain = domainIn(textIn(values, source.inAddress ? source.slug : source.domain))
  const others = textsIn(values, source.more, '|').flatMap(some => some.split(/[\s,;]+/))
  const more = others.map(text => slugIn(text, text.includes('/')))
  const target = textIn(values, source.url)
  const tags = source.own ? listIn(values, source.tags) : textsIn(values, source.tags, source.tagSign)
  const createdAt = timeIn(values, source.createdAt)
  const expiresAt = timeIn(values, source.expiresAt)
  const clicks = countIn(values, source.clicks)
  const wrong: [field: string, problem: string | null | false][] = [
    ['url', target === '' ? 'is empty' : targetProblem(target, config)],
    [
      'tags',
      tags.some(tag => tag.length > maxTagLength) && `must have at most ${maxTagLength} characters each`,
    ],
    ['tags', tags.some(isOdd) && 'must not contain control characters'],
    ['tags', tags.length > maxTags && `must be at most ${maxTags}`],
    ['createdAt', createdAt === 'invalid' && timeWanted],
    [
      'createdAt',
      createdAt instanceof Date && Number(createdAt) > Number(now) + anyZoneMs && 'must not be in the future',
    ],
    ['expiresAt', expiresAt === 'invalid' && timeWanted],
    ['clicks', clicks === 'invalid' && 'must be a whole number'],
    [
      'password',
      isSet(values, source.password) &&
        'is set, but links here have none: remove it there, or leave the link out',
    ],
    ['slug', more.length > mostMore && `must be at most ${mostMore} for one link`],
  ]
  const problems = wrong.flatMap(([field, message]) =>
    typeof message === 'string' ? [{ ...place, slug, field, message }] : [],
  )
  if (problems.length > 0) return problems
  const title = tidyTitle(textIn(values, source.title))
  const wish = {
    ...(title !== '' && { title }),
    tags,
    ...(createdAt instanceof Date && { createdAt: createdAt < now ? createdAt : now }),
    ...(expiresAt instanceof Date && { expiresAt }),
    enabled: !isSet(values, source.disabled),
  }
  const names = [...new Set([slug, ...more])]
  return names.map((name, n) => ({
    ...place,
    slug: name,
    domain,
    url: new URL(target).href,
    // The old count is that of all names together.
    wish: source.own
      ? { ...wish, ...ownFields(values) }
      : {
          ...wish,
          imported: { from: source.name, clicks: n === 0 && typeof clicks === 'number' ? clicks : null },
        },
  }))
}

/** How databases mark empty cells when they write a table as CSV. */
function withoutNulls(values: Values): Values {
  const isNull = (cell: unknown) => cell === 'NULL' || cell === '\\N'
  if (![...values.values()].some(isNull)) return values
  return new Map([...values].map(([name, cell]) => [name, isNull(cell) ? '' : cell]))
}

/** A page's title in one line, and no longer than titles may be. */
function tidyTitle(text: string): string {
  const line = text.toWellFormed().replace(/[\p{Cc}\s]+/gu, ' ')
  return line.length <= maxTitleLength ? line : `${line.slice(0, maxTitleLength - 1).toWellFormed()}…`
}

function isOdd(text: string): boolean {
  return isBroken(text)
}
