import type { FastifyInstance } from 'fastify'
import { asked } from '../../api/asked.js'
import type { Context, Unasked } from '../../context.js'
import { countTags } from '../../links/count.js'
import { readLinks } from '../../links/find.js'
import { type GroupedStats, type Grouping, groupedStats } from '../../stats/grouped-stats.js'
import { type Fields, invalid } from '../fields.js'
import { listBitlinks } from './list.js'
import { directly, named } from './metrics.js'
import { type Period, rangeOf, readPeriod, showPeriod } from './period.js'
import { bitlink, groupGuid } from './shapes.js'

type Counting = Pick<Context, 'access' | 'config' | 'db' | 'now'>
type OfGroup = { Params: { group: string } }

/** Who calls, and the group that all links belong to, under any name. */
export function groupRoutes(app: FastifyInstance, ctx: Unasked): void {
  const { baseUrl } = ctx.config
  const { host } = new URL(baseUrl)
  const group = {
    guid: groupGuid,
    organization_guid: groupGuid,
    name: 'Fivehundred',
    bsds: [],
    is_active: true,
    role: 'org-admin',
    references: { organization: `${baseUrl}/v4/organizations/${groupGuid}` },
  }
  const organization = {
    guid: groupGuid,
    name: 'Fivehundred',
    is_active: true,
    tier: 'enterprise',
    role: 'org-admin',
    bsds: [],
    references: { groups: `${baseUrl}/v4/groups?organization_guid=${groupGuid}` },
  }
  app.get('/user', async ({ apiKey }) => ({
    login: apiKey?.name,
    name: apiKey?.name,
    is_active: true,
    is_sso_user: false,
    is_2fa_enabled: false,
    emails: [],
    default_group_guid: groupGuid,
  }))
  app.get('/organizations', async () => ({ organizations: [organization] }))
  app.get('/organizations/:organization', async () => organization)
  app.get('/bsds', async () => ({ bsds: [] }))
  app.get('/groups', async () => ({ groups: [group] }))
  app.get('/groups/:group', async () => group)
  app.get<OfGroup>('/groups/:group/preferences', async ({ params }) => ({
    group_guid: params.group,
    domain_preference: host,
  }))
  app.get('/groups/:group/tags', async request => ({
    tags: (await countTags(asked(ctx, request))).map(({ tag }) => tag),
  }))
  app.get('/groups/:group/bitlinks', request => listBitlinks(asked(ctx, request), request.query as Fields))
  app.get<{ Params: { sort: string } }>('/groups/:group/bitlinks/:sort', async request => {
    if (request.params.sort !== 'clicks') throw invalid('sort', 'must be clicks')
    return sortedBitlinks(asked(ctx, request), request.query as Fields)
  })
  for (const [end, [groupBy, show]] of Object.entries(facets))
    app.get(`/groups/:group/${end}`, async request => {
      const mine = asked(ctx, request)
      const period = readPeriod(request.query as Fields)
      const { data } = await over(mine, period, groupBy)
      const metrics = data
        .filter(({ clicks }) => clicks > 0)
        .map(({ value, clicks }) => ({ value: show(value), clicks }))
      return { ...showPeriod(period, mine.now()), facet: end, metrics }
    })
}

const facets: Record<string, [Grouping, (value: string | null) => string]> = {
  countries: ['country', value => value ?? 'unknown'],
  devices: ['device', value => named(value ?? 'unknown')],
  referring_networks: ['source', value => directly(value ?? 'unknown')],
}

function over(ctx: Counting, period: Period, groupBy: Grouping): Promise<GroupedStats> {
  const { from = beginning, to } = rangeOf(period, ctx.now())
  return groupedStats(ctx, { groupBy, limit: period.size, from, to })
}

const beginning = '1970-01-01T00:00:00Z'

/** The links with the most clicks in a period; their numbers are apart from them. */
async function sortedBitlinks(ctx: Counting, query: Fields) {
  const { data } = await over(ctx, readPeriod(query), 'link')
  const slugs = data.flatMap(({ value }) => value ?? [])
  const rows = await readLinks(ctx, slugs)
  const shown = new Map(rows.map(link => [link.slug, bitlink(link, ctx.config)]))
  const found = data.flatMap(({ value, clicks }) => {
    const link = shown.get(value ?? '')
    return link ? [{ link, clicks }] : []
  })
  return {
    sorted_links: found.map(({ link, clicks }) => ({ id: link.id, clicks })),
    links: found.map(({ link }) => link),
  }
}
