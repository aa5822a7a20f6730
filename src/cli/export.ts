import type { ExportName } from '../exports/all.js'
import { exportNames } from '../exports/all.js'
import { pieces } from './api-client.js'
import { command } from './command.js'
import { writeWhole } from './write-whole.js'

export const exportAll = command({
  name: 'export',
  summary: 'Writes all links, tweets, accounts, follower counts or hits to a file or to standard output',
  arguments: ['WHAT'],
  choices: exportNames,
  options: {
    format: {
      type: 'string',
      value: 'FORMAT',
      values: ['csv', 'ndjson'],
      help: 'csv, or ndjson: a line of JSON for each (csv)',
    },
    from: {
      type: 'string',
      value: 'TIME',
      help: 'only what is from this time on: 2026-05-01, or with a time',
    },
    to: { type: 'string', value: 'TIME', help: 'only what is before this time' },
    output: { type: 'string', short: 'o', value: 'FILE', help: 'where to, instead of standard output' },
  },
  details: [
    'WHAT is one of links, tweets, accounts, followers, clicks. However many they are, they take no memory.',
    '"fivehundred import" takes each of them again, here or elsewhere: accounts first, clicks last.',
  ],
  async run({ arguments: [what], options: { output, ...query }, env }, terminal) {
    const found = pieces(env, 'exportAll', { what: what as ExportName, ...query })
    await (output === undefined ? terminal.pour(found) : writeWhole(output, found))
  },
})
