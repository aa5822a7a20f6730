import type { Context } from '../../context.js'
import { TagNotFound } from '../../errors.js'
import { countFound, countTags, type LinkCounts } from '../../links/count.js'
import { findLink } from '../../links/find.js'
import { type NumberedQuery, numberedLinks } from '../../links/numbered.js'
import { type Hit, numberedHits } from '../../stats/hits.js'
import { numberedHitsOfMany } from '../../stats/many-hits.js'
import { isBroken } from '../../typed/controls.js'
import { type Fields, flag, given, invalid, line, lines, refuse, text, time } from '../fields.js'
import { type Asked, answerPage, askedPage, cutPage } from './pages.js'
import { shortUrl, summary, visit } from './shapes.js'

type Reading = Pick<Context, 'access' | 'db' | 'config' | 'now'>

const orders: Record<string, NumberedQuery['by']> = {
  dateCreated: 'made',
  shortCode: 'slug',
  longUrl: 'url',
  title: 'title',
  visits: 'hits',
  nonBotVisits: 'clicks',
}

/** A page of the links. */
export async function listShortUrls(ctx: Reading, query: Fields) {
  refuse(query, { apiKeyName: 'is not known of a link here; leave it out' })
  refuseOtherDomain(ctx, query)
  const asked = askedPage(query, 10)
  const { name, down } = orderOf(query, Object.keys(orders), 'dateCreated-DESC')
  const end = time(query, 'endDate')
  const { items, total } = await numberedLinks(ctx, {
    ...given<Partial<NumberedQuery>>({
      q: line(query, 'searchTerm'),
      tags: tagged(query, 'tags', 'tagsMode'),
      otherTags: tagged(query, 'excludeTags', 'excludeTagsMode'),
      createdFrom: time(query, 'startDate'),
      createdTo: end && afterSecond(end),
      validAt: flag(query, 'excludePastValidUntil') ? ctx.now() : undefined,
    }),
    by: orders[name] ?? 'made',
    down,
    skip: asked.skip,
    limit: asked.perPage,
  })
  return { shortUrls: answerPage(asked, items.map(shortUrl), total) }
}

/** A page of a link's visits, newest first. */
export async function listVisits(ctx: Reading, slug: string, query: Fields) {
  refuseOtherDomain(ctx, query)
  const asked = askedPage(query, -1)
  const wanted = wantedVisits(query, asked)
  const { link } = await findLink(ctx, slug)
  const { items, total } = await numberedHits(ctx, link.id, wanted)
  return showVisits(ctx, asked, { items: items.map(hit => ({ ...hit, slug: link.slug })), total })
}

/** The same of all links, or of those with a tag; null for too many. Throws TagNotFound. */
export async function listVisitsOfMany(ctx: Reading, query: Fields, tag?: string) {
  refuseOtherDomain(ctx, query)
  const asked = askedPage(query, -1)
  const wanted = wantedVisits(query, asked)
  const filter = tag === undefined ? {} : { tags: { names: [tag], all: true } }
  if (tag !== undefined && (isBroken(tag) || (await countFound(ctx, filter)) === 0))
    throw new TagNotFound({ tag })
  const found = await numberedHitsOfMany(ctx, filter, wanted)
  return found && showVisits(ctx, asked, found)
}

/** No visits: those of addresses without a link are not stored. */
export function listNoVisits(query: Fields) {
  const asked = askedPage(query, -1)
  wantedVisits(query, asked)
  return { visits: answerPage(asked, [], 0) }
}

function wantedVisits(query: Fields, { skip, perPage }: Asked) {
  const [from, end] = [time(query, 'startDate'), time(query, 'endDate')]
  const isWithoutBots = flag(query, 'excludeBots')
  return {
    kind: isWithoutBots ? ('human' as const) : ('all' as const),
    ...((from || end) && { span: { from: from ?? new Date(0), to: afterSecond(end ?? farAway) } }),
    skip,
    limit: perPage,
  }
}

function showVisits(
  { config }: Reading,
  asked: Asked,
  { items, total }: { items: (Hit & { slug: string })[]; total: number },
) {
  const visits = items.map(hit => visit(hit, `${config.baseUrl}/${hit.slug}`))
  return { visits: answerPage(asked, visits, total) }
}

const farAway = new Date('9999-12-31T00:00:00Z')

/** Shlink's ranges include their last second. */
function afterSecond(end: Date): Date {
  return new Date(end.getTime() + 1000)
}

const tagOrders: Record<string, (a: Tag, b: Tag) => number> = {
  tag: (a, b) => (a.tag < b.tag ? -1 : 1),
  shortUrlsCount: (a, b) => a.links - b.links,
  visits: (a, b) => a.clicks + a.excluded - b.clicks - b.excluded,
  nonBotVisits: (a, b) => a.clicks - b.clicks,
}
type Tag = LinkCounts & { tag: string }

/** A page of the tags; with their numbers, if `show` shows those. */
export async function listTags<Shown>(ctx: Reading, query: Fields, show: (tag: Tag) => Shown) {
  const asked = askedPage(query, -1)
  const { name, down } = orderOf(query, Object.keys(tagOrders), 'tag-ASC')
  const wanted = line(query, 'searchTerm')?.toLowerCase() ?? ''
  const tags = (await countTags(ctx)).filter(({ tag }) => tag.toLowerCase().includes(wanted))
  const sorted = tags.sort(tagOrders[name])
  return { tags: cutPage(asked, (down ? sorted.reverse() : sorted).map(show)) }
}

/** A tag with its numbers. */
export function tagStats({ tag, links, clicks, excluded }: Tag) {
  const visits = summary({ clicks, excluded })
  return { tag, shortUrlsCount: links, visitsSummary: visits, visitsCount: visits.total }
}

/** There is one domain: other ones have no links here. */
export function refuseOtherDomain({ config }: Pick<Context, 'config'>, fields: Fields): void {
  const domain = text(fields, 'domain')
  if (domain === undefined || domain === 'DEFAULT') return
  const { host } = new URL(config.baseUrl)
  if (domain.toLowerCase() !== host) throw invalid('domain', `must be ${host} or left out: there is no other`)
}

function tagged(query: Fields, name: string, mode: string): NumberedQuery['tags'] {
  const names = lines(query, name)
  const found = text(query, mode) ?? 'any'
  if (found !== 'any' && found !== 'all') throw invalid(mode, 'must be any or all')
  return names && { names, all: found === 'all' }
}

/** "visits-DESC", or in an older form "visits" alone. */
function orderOf(query: Fields, names: readonly string[], usual: string): { name: string; down: boolean } {
  const [name = '', direction = 'ASC'] = (text(query, 'orderBy') ?? usual).split('-')
  const isKnown = names.includes(name) && ['ASC', 'DESC'].includes(direction)
  if (!isKnown) throw invalid('orderBy', `must be one of ${names.join(', ')}, with -ASC or -DESC behind it`)
  return { name, down: direction === 'DESC' }
}
