import type { Context } from '../../context.js'
import { numberedLinks } from '../../links/numbered.js'
import { type Fields, given, invalid, line, lines, refuse, text, whole } from '../fields.js'
import { bitlink } from './shapes.js'

const mostPerPage = 100
const mostPages = 1_000_000

const otherFilters = ['campaign_guid', 'channel_guid', 'modified_before', 'modified_after', 'encoding_login']
const unknownFilters = Object.fromEntries(otherFilters.map(name => [name, 'is not known here; leave it out']))

/** A page of a group's links, newest first; `search_after` is the number of the next page. */
export async function listBitlinks(ctx: Pick<Context, 'access' | 'db' | 'config'>, query: Fields) {
  refuse(query, unknownFilters)
  const size = whole(query, 'size', { usual: 50, least: 1, most: mostPerPage })
  const after = text(query, 'search_after') === undefined ? 'page' : 'search_after'
  const page = whole(query, after, { usual: 1, least: 1, most: mostPages })
  const tags = lines(query, 'tags')
  const { items, total } = await numberedLinks(ctx, {
    ...given<{ q?: string; createdFrom?: Date; createdTo?: Date; tags?: { names: string[]; all: boolean } }>({
      q: line(query, 'query'),
      createdFrom: second(query, 'created_after'),
      createdTo: second(query, 'created_before'),
      tags: tags && { names: tags, all: true },
    }),
    by: 'made',
    down: true,
    skip: (page - 1) * size,
    limit: hasOnlyArchived(query) ? 0 : size,
  })
  const found = hasOnlyArchived(query) ? 0 : total
  const address = (to: number) => pageAddress(ctx, query, to)
  const isLast = page * size >= found
  return {
    links: items.map(link => bitlink(link, ctx.config)),
    pagination: {
      prev: page > 1 ? address(page - 1) : '',
      next: isLast ? '' : address(page + 1),
      size,
      page,
      total: found,
      search_after: isLast ? '' : String(page + 1),
    },
  }
}

/** Nothing is archived here. */
function hasOnlyArchived(query: Fields): boolean {
  const archived = text(query, 'archived') ?? 'off'
  if (['on', 'off', 'both'].includes(archived)) return archived === 'on'
  throw invalid('archived', 'must be on, off or both')
}

/** Seconds since the epoch. */
function second(query: Fields, name: string): Date | undefined {
  const seconds = whole(query, name, { usual: -1, least: 0, most: 253_402_300_799 })
  return seconds === -1 ? undefined : new Date(seconds * 1000)
}

function pageAddress({ config }: Pick<Context, 'config'>, query: Fields, page: number): string {
  const fields = Object.entries({ ...query, page }).filter(
    ([name]) => !['search_after', 'access_token'].includes(name),
  )
  const pairs = fields.flatMap(([name, value]) => [value].flat().map(one => [name, String(one)]))
  return `${config.baseUrl}/v4/groups/fivehundred/bitlinks?${new URLSearchParams(pairs)}`
}
