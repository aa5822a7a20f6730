import { parseMoment } from '../stats/moment.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { table } from './table.js'
import { withDatabase } from './with-database.js'

export const reclassify = command({
  name: 'reclassify',
  summary: "Judges stored hits by today's rules, directly in the database",
  arguments: [],
  options: {
    from: {
      type: 'string',
      value: 'TIME',
      help: 'only hits from this time on: 2026-05-01, or 2026-05-01T12:00Z',
    },
    to: { type: 'string', value: 'TIME', help: 'only hits before this time' },
    link: { type: 'string', value: 'SLUG', help: 'only hits of this link' },
    write: { type: 'boolean', help: 'corrects what it found; otherwise nothing changes' },
    json: { type: 'boolean', help: 'prints JSON' },
  },
  details: ['Clicks, clickers and every number made from them are corrected together, one link at a time.'],
  async run({ options, env }, terminal) {
    const wish = {
      ...(options.from !== undefined && { from: readTime('from', options.from) }),
      ...(options.to !== undefined && { to: readTime('to', options.to) }),
      ...(options.link !== undefined && { link: options.link }),
      write: options.write === true,
    }
    const report = await withDatabase(env, async db => {
      const { reclassify } = await import('../ingest/reclassify.js')
      return reclassify(db, wish)
    })
    if (options.json) return terminal.printJson(report)
    const { judged, older, changed, links, verdicts } = report
    const verb = wish.write ? 'were corrected' : 'would change'
    const byOlder = older === 0 ? '' : `, ${older} of them by older rules until now`
    terminal.print([
      `${judged} hits judged${byOlder}; ${changed} on ${links} ${links === 1 ? 'link' : 'links'} ${verb}.`,
    ])
    const rows = verdicts.map(({ hits, from, to }) => [String(hits), from, to])
    if (rows.length > 0) terminal.print(['', ...table(['hits', 'from', 'to'], rows, { right: [0] })])
    if (!wish.write && older + changed > 0) terminal.note(['Nothing was changed; add --write to correct it.'])
  },
})

function readTime(option: string, text: string): Date {
  const time = parseMoment(text, 'UTC')
  if (time !== null) return time
  throw new UsageError(
    `--${option} must be a day (2026-05-01, in UTC) or a time with its zone, not "${text}".`,
    'reclassify',
  )
}
