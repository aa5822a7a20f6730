import type { LinkImport } from '../client/index.js'
import { clashChoices } from '../imports/plan.js'
import { apiClient, rowTrouble } from './api-client.js'
import { command, json } from './command.js'
import { count, counted } from './figures.js'
import { readInput } from './input.js'
import { facts } from './table.js'
import { bold, type Text } from './text.js'

/** Rows that are named below the numbers; --json names more. */
const mostNamed = 20

export const importFiles = command({
  name: 'import',
  summary: 'Imports links of another shortener, or tweets from X analytics',
  arguments: ['FILE…'],
  repeats: true,
  options: {
    'dry-run': { type: 'boolean', help: 'only says what the import would do' },
    'on-clash': {
      type: 'string',
      value: 'CHOICE',
      values: clashChoices,
      help: 'if a name leads elsewhere here: refuse the file, keep ours, or rename the imported one (refuse)',
    },
    'skip-invalid': { type: 'boolean', help: 'imports the others if some links cannot be made' },
    json,
  },
  details: [
    'What a file is, its content tells: Bitly, Dub, Rebrandly, Shlink, YOURLS, Kutt, Polr, Sink, Chhoto, or a table',
    'with slug,url, or the content of X analytics. Run it again at any time: what is there already stays as it is.',
    '"-" reads standard input.',
  ],
  async run({ arguments: paths, options, env }, terminal) {
    const {
      'dry-run': dryRun = false,
      'on-clash': onClash = 'refuse',
      'skip-invalid': skipInvalid = false,
    } = options
    const client = apiClient(env)
    for (const path of paths) {
      const body = await readInput(terminal, path, 'application/octet-stream')
      const request = { dryRun, onClash, skipInvalid, body }
      let report = await client.importLinks(request)
      const { alreadyThere, changed } = report
      let { made, attached } = report
      while (report.left > 0) {
        const done = report.what === 'links' ? made : attached
        terminal.note([`${path}: ${count(done)} of ${counted(done + report.left, 'link')} …`])
        report = await client.importLinks(request)
        if (report.what === 'links') made += report.made
        attached += report.attached
      }
      const whole = { ...report, made, changed, attached, alreadyThere }
      if (options.json) terminal.printJson(whole)
      else terminal.print(importPage(path, whole))
    }
  },
})

function importPage(path: string, report: LinkImport): Text[] {
  const {
    what,
    source,
    dryRun,
    rows,
    made,
    changed,
    attached,
    alreadyThere,
    clashes,
    clashTotal,
    errors,
    errorTotal,
  } = report
  const troubles = [
    ...errors.map(rowTrouble),
    ...clashes.map(
      clash => `${rowTrouble(clash)}${clash.becomes === null ? '' : `, becomes ${clash.becomes}`}`,
    ),
  ]
  const more = errorTotal + clashTotal - Math.min(troubles.length, mostNamed)
  return [
    bold(`${path}: ${counted(rows, 'row')} of ${source}${dryRun ? '; the import would do this:' : '.'}`),
    ...facts([
      [dryRun ? 'would be made' : 'made', count(made)],
      ['already there', count(alreadyThere)],
      ...(what === 'links'
        ? ([['clashes of names', count(clashTotal)]] as [string, Text][])
        : ([
            ['newer numbers', count(changed)],
            ['links attached', count(attached)],
          ] as [string, Text][])),
      ['cannot be made', count(errorTotal)],
    ]),
    ...troubles.slice(0, mostNamed).map(trouble => `  ${trouble}`),
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
  ]
}
