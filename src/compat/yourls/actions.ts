import type { Context } from '../../context.js'
import { countLinks } from '../../links/count.js'
import { readLink } from '../../links/find.js'
import { type NumberedQuery, numberedLinks } from '../../links/numbered.js'
import type { Link } from '../../links/view.js'
import { typedAddress } from '../../typed/address.js'
import { type Fields, given, invalid, text, whole } from '../fields.js'
import { type Links, type NewFields, slugOf } from '../links.js'
import type { YourlsAnswer } from './formats.js'

/** The version of YOURLS whose answers these are. */
const yourlsVersion = '1.9.2'
const mostListed = 10_000

type Action = (ctx: Context, links: Links, fields: Fields) => Promise<YourlsAnswer>

/** What clients of YOURLS can ask for; all codes are texts. */
export const actions: Record<string, Action> = {
  shorturl: async (_ctx, links, fields) => {
    const { link, existing } = await links.make(
      given<NewFields>({
        url: typedAddress(text(fields, 'url') ?? ''),
        slug: text(fields, 'keyword'),
        title: text(fields, 'title'),
        findExisting: true,
      }),
    )
    const { shorturl, title } = shown(link)
    const date = yourlsTime(link.createdAt)
    const url = { keyword: link.slug, url: link.url, title, date, ip: '' }
    return {
      status: existing ? 'fail' : 'success',
      // A known address is no failure here, but clients look for this code.
      code: existing ? 'error:url' : '',
      url: existing ? { ...url, clicks: String(link.clicks) } : url,
      message: existing ? 'The address exists already in database' : 'The address was added to database',
      title,
      shorturl,
      errorCode: '',
      statusCode: '200',
      simple: shorturl,
    }
  },

  expand: async (ctx, _links, fields) => {
    const link = await readLink(ctx, named(fields))
    const { shorturl, title } = shown(link)
    const found = { keyword: link.slug, shorturl, longurl: link.url, title }
    return { ...found, message: 'success', statusCode: '200', simple: link.url }
  },

  'url-stats': async (ctx, links, fields) => {
    // This is how npm's node-yourls asks for the list.
    if (fields.shorturl === undefined && fields.filter !== undefined) return listed(ctx, links, fields)
    const link = shown(await readLink(ctx, named(fields)))
    return { statusCode: '200', message: 'success', link, simple: needsFields }
  },

  stats: listed,

  'db-stats': async ctx => ({
    'db-stats': await totals(ctx),
    statusCode: '200',
    message: 'success',
    simple: needsFields,
  }),

  version: async () => ({ version: yourlsVersion, simple: yourlsVersion }),
}

/** A list of links in an order. */
async function listed(ctx: Context, _links: Links, fields: Fields): Promise<YourlsAnswer> {
  const order = orders[text(fields, 'filter') ?? 'top'] ?? orders.top
  const limit = whole(fields, 'limit', { usual: 0, least: 0, most: mostListed })
  const skip = whole(fields, 'start', { usual: 0, least: 0, most: Number.MAX_SAFE_INTEGER })
  const { items } = await numberedLinks(ctx, { ...order, skip, limit })
  const found = items.map((link, n) => [`link_${n + 1}`, shown(link)])
  return {
    ...(items.length > 0 && { links: Object.fromEntries(found) }),
    stats: await totals(ctx),
    statusCode: '200',
    message: 'success',
    simple: needsFields,
  }
}

const needsFields = 'Need either XML or JSON format for stats'

type Order = Pick<NumberedQuery, 'by' | 'down'>
const orders: Record<string, Order> & { top: Order } = {
  top: { by: 'clicks', down: true },
  bottom: { by: 'clicks', down: false },
  last: { by: 'made', down: true },
  rand: { by: 'chance', down: true },
  random: { by: 'chance', down: true },
}

function named(fields: Fields): string {
  const name = text(fields, 'shorturl')
  if (name === undefined) throw invalid('shorturl', 'is required')
  return slugOf(name)
}

/** Like YOURLS, it shows the address of a page without a title; nobody's address is stored. */
function shown(link: Link) {
  return {
    shorturl: link.shortUrl,
    url: link.url,
    title: link.title ?? link.url,
    timestamp: yourlsTime(link.createdAt),
    ip: '',
    clicks: String(link.clicks),
  }
}

async function totals(ctx: Context) {
  const { links, clicks } = await countLinks(ctx)
  return { total_links: String(links), total_clicks: String(clicks) }
}

/** "2026-01-31 12:00:00", in UTC. */
function yourlsTime(time: string): string {
  return time.slice(0, 19).replace('T', ' ')
}
