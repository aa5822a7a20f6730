import { apiClient } from './api-client.js'
import { command, json } from './command.js'
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
    unit: {
      type: 'string',
      value: 'UNIT',
      values: ['quarter-hour', 'hour', 'day', 'week', 'month'],
      help: 'quarter-hour, hour, day, week or month',
    },
    timezone: { type: 'string', value: 'ZONE', help: 'such as Europe/Berlin (UTC)' },
    source: { type: 'string', value: 'NAME', help: 'only clicks from there: x' },
    referrer: { type: 'string', value: 'ADDRESS', help: 'only clicks with this referrer: t.co/AbCdEf1234' },
    country: { type: 'string', value: 'CODE', help: 'only hits from there: DE' },
    browser: { type: 'string', value: 'NAME', help: 'only hits of this browser: Firefox' },
    system: { type: 'string', value: 'NAME', help: 'only hits of this system: iOS' },
    device: { type: 'string', value: 'KIND', help: 'only hits of such devices: mobile' },
    reason: {
      type: 'string',
      value: 'REASON',
      values: ['head', 'prefetch', 'embedded', 'no-user-agent', 'bot', 'suspect'],
      help: 'only what was filtered out for it: bot',
    },
    json,
  },
  details: [
    'Values are as the breakdowns show them, or "unknown". Such hits are counted one by one, the newest 50,000 at most.',
    'SLUG may be the whole short link. One that begins with "-" comes after "--": stats -- -abc',
  ],
  async run({ arguments: [argument = ''], options: { json, ...wishes }, env }, terminal) {
    const slug = readSlug(argument, 'stats')
    const api = apiClient(env)
    const report = await api.getLinkStats({ slug, ...wishes })
    if (json) return terminal.printJson(report)
    terminal.print(statsPage(await api.getLink({ slug }), report, terminal.columns))
  },
})
