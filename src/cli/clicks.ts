import { entries, type Hit } from '../client/index.js'
import { apiClient, pieces } from './api-client.js'
import { kind } from './click-kind.js'
import { clicksSync } from './clicks-sync.js'
import { command, json } from './command.js'
import { minute } from './figures.js'
import { moreNote, paging } from './paging.js'
import { table } from './table.js'
import { readSlug } from './target.js'
import { renderJson, type Text } from './text.js'
import { writeWhole } from './write-whole.js'

const clicksList = command({
  name: 'clicks list',
  summary: "Lists a link's hits, newest first, the excluded ones with their reason",
  arguments: ['SLUG'],
  options: { kind, ...paging, json },
  async run({ arguments: [argument = ''], options: { json, ...query }, env }, terminal) {
    const slug = readSlug(argument, 'clicks list')
    const page = await apiClient(env).listLinkClicks({ slug, ...query })
    if (json) return terminal.printJson(page)
    if (page.data.length === 0) return terminal.note(['No hit was recorded yet.'])
    terminal.print(hitsTable(page.data))
    terminal.note(moreNote(page.nextCursor))
  },
})

const clicksExport = command({
  name: 'clicks export',
  summary: "Writes all of a link's hits to a file or to standard output",
  arguments: ['SLUG'],
  options: {
    kind,
    format: {
      type: 'string',
      value: 'FORMAT',
      values: ['csv', 'jsonl'],
      help: 'csv, or jsonl: a line of JSON for each hit (csv)',
    },
    output: { type: 'string', short: 'o', value: 'FILE', help: 'where to, instead of standard output' },
  },
  details: ['However many they are, they take no memory. A file gets its name when all of them are in it.'],
  async run({ arguments: [argument = ''], options: { format, output, ...query }, env }, terminal) {
    const request = { slug: readSlug(argument, 'clicks export'), ...query }
    const found = format === 'jsonl' ? linesOf(env, request) : pieces(env, 'exportLinkClicks', request)
    await (output === undefined ? terminal.pour(found) : writeWhole(output, found))
  },
})

async function* linesOf(
  env: Record<string, string | undefined>,
  request: { slug: string; kind?: 'human' | 'excluded' | 'all' },
): AsyncGenerator<string> {
  for await (const hit of entries(apiClient(env), 'listLinkClicks', { ...request, limit: 500 })) {
    yield `${renderJson(hit, { oneLine: true })}\n`
  }
}

function hitsTable(hits: Hit[]): Text[] {
  const rows = hits.map(hit => [
    minute(hit.at),
    hit.reason ?? 'click',
    hit.source ?? '',
    hit.country ?? '',
    [hit.browser, hit.system, hit.device].filter(Boolean).join(', '),
    hit.referrer ?? '',
  ])
  return table(['at (UTC)', 'counted as', 'source', 'country', 'with', 'referrer'], rows)
}

/** In the order of the help. */
export const clickCommands = [clicksList, clicksExport, clicksSync]
