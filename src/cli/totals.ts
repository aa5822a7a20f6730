import type { GroupedStats } from '../client/index.js'
import { facets } from '../rollups/facets.js'
import { typedAddress } from '../typed/address.js'
import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { namedAccounts } from './handles.js'
import { wantedTags } from './tags.js'
import { readSlug } from './target.js'
import { intervals, totalsPage } from './totals-page.js'

type Grouping = GroupedStats['groupBy']
const kinds: readonly Grouping[] = ['link', 'account', 'tag', 'destination']
const breakdowns: readonly Grouping[] = facets.map(({ name }) => name)

export const totals = command({
  name: 'totals',
  summary: 'Counts the clicks of many links together, over time or by group',
  arguments: [],
  options: {
    'group-by': {
      type: 'string',
      short: 'g',
      value: 'WHAT',
      values: [...intervals, ...kinds, ...breakdowns],
      help: 'an interval, a kind of thing or a breakdown (day)',
    },
    account: { type: 'string', short: 'a', value: 'HANDLES', help: 'only links of these: @ann,@bob' },
    tag: { type: 'string', value: 'TAGS', help: 'only links with one of these tags: news,blog' },
    link: { type: 'string', value: 'SLUGS', help: 'only these links: launch,teaser' },
    destination: {
      type: 'string',
      value: 'URLS',
      help: 'only links that lead there, ignoring utm_ parameters; with spaces between several',
    },
    from: { type: 'string', value: 'TIME', help: 'start: 2026-05-01 (30 days before the end)' },
    to: { type: 'string', value: 'TIME', help: 'end, not included (now)' },
    timezone: { type: 'string', value: 'ZONE', help: 'such as Europe/Berlin (UTC)' },
    limit: {
      type: 'number',
      short: 'n',
      value: 'COUNT',
      help: 'how many groups, the largest, at most 1000 (100)',
    },
    json,
  },
  details: [
    `WHAT is one of ${[...intervals, ...kinds].join(', ')},`,
    `${breakdowns.join(', ')}.`,
    'The sums of what each link says of itself: somebody who clicks two links is two clickers.',
  ],
  async run({ options, env }, terminal) {
    const { json, 'group-by': groupBy, account, tag, link, destination, ...range } = options
    const report = await apiClient(env).getStats({
      ...range,
      ...(groupBy !== undefined && { groupBy }),
      ...(account !== undefined && { account: namedAccounts(account, 'totals') }),
      ...(tag !== undefined && { tag: wantedTags(tag) }),
      ...(link !== undefined && { link: words(link).map(slug => readSlug(slug, 'totals')) }),
      ...(destination !== undefined && { destination: destination.split(/\s+/).map(typedAddress) }),
    })
    return json ? terminal.printJson(report) : terminal.print(totalsPage(report, terminal.columns))
  },
})

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(word => word !== '')
}
