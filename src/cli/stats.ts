import type { Link } from '../links/view.js'
import type { LinkStats } from '../stats/link-stats.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { statsPage } from './stats-page.js'
import { readSlug } from './target.js'

export const stats = command({
  name: 'stats',
  summary: 'Shows who clicked a link: how many, when, from where, and what was filtered out',
  arguments: ['SLUG'],
  options: {
    from: {
      type: 'string',
      value: 'TIME',
      help: 'start: 2025-07-03 or 2025-07-03T14:00:00Z (when the link was made)',
    },
    to: { type: 'string', value: 'TIME', help: 'end, not included (now)' },
    unit: { type: 'string', value: 'UNIT', help: 'quarter-hour, hour, day, week or month' },
    timezone: { type: 'string', value: 'ZONE', help: 'such as Europe/Berlin (UTC)' },
    source: { type: 'string', value: 'NAME', help: 'only clicks from there: x' },
    referrer: { type: 'string', value: 'ADDRESS', help: 'only clicks with this referrer: t.co/AbCdEf1234' },
    country: { type: 'string', value: 'CODE', help: 'only hits from there: DE' },
    browser: { type: 'string', value: 'NAME', help: 'only hits of this browser: Firefox' },
    system: { type: 'string', value: 'NAME', help: 'only hits of this system: iOS' },
    device: { type: 'string', value: 'KIND', help: 'only hits of such devices: mobile' },
    reason: { type: 'string', value: 'REASON', help: 'only what was filtered out for it: bot' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  details: [
    'Values are as the breakdowns show them, or "unknown". Such hits are counted one by one, the newest 50,000 at most.',
    'SLUG may be the whole short link. One that begins with "-" comes after "--": stats -- -abc',
  ],
  async run({ arguments: [argument = ''], options: { json, ...wishes }, env }, terminal) {
    const path = `/links/${readSlug(argument, 'stats')}`
    const api = apiClient(env)
    const query = new URLSearchParams({ ...wishes })
    const report = await api.ask<LinkStats>(`${path}/stats${query.size > 0 ? `?${query}` : ''}`)
    if (json) return terminal.printJson(report)
    terminal.print(statsPage(await api.ask<Link>(path), report, terminal.columns))
  },
})
