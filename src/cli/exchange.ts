import type { ExchangePage, ExchangeRate } from '../client/index.js'
import { rateFigure, rateInterval } from '../influence/figures.js'
import { apiClient, type Environment } from './api-client.js'
import { bar } from './bars.js'
import { command, json } from './command.js'
import { UsageError } from './errors.js'
import { count } from './figures.js'
import { namedAccount } from './handles.js'
import { moreNote, paging } from './paging.js'
import { scoreNote } from './prior.js'
import { include, reportedPair, reportedRates } from './reported.js'
import { facts, table } from './table.js'
import { bold, type Text } from './text.js'

export const exchange = command({
  name: 'exchange',
  summary: "Shows what one account's followers are worth in another's, or in everybody's",
  arguments: ['@HANDLE'],
  optional: ['@OTHER'],
  options: {
    list: { type: 'string', value: 'NAME', help: 'without @OTHER, only the accounts on this list' },
    include,
    ...paging,
    json,
  },
  async run({ arguments: [first = '', second], options: { json, include, ...query }, env }, terminal) {
    const from = namedAccount(first, 'exchange')
    const also = include === undefined ? {} : { include }
    if (second === undefined) {
      const found = await apiClient(env).listExchangeRates({ handle: from, ...query, ...also })
      if (json) return terminal.printJson(found)
      terminal.print(exchangeTablePage(found, env))
      return terminal.note(moreNote(found.nextCursor))
    }
    if (Object.keys(query).length > 0) {
      const idle = Object.keys(query).map(name => `--${name}`)
      throw new UsageError(`${idle.join(' and ')} needs the table: leave out @OTHER.`, 'exchange')
    }
    const to = namedAccount(second, 'exchange')
    const found = await apiClient(env).getExchangeRate({ from, to, ...also })
    return json ? terminal.printJson(found) : terminal.print(exchangePage(found, env))
  },
})

const barWidth = 16

/** What one account's followers are worth in another's, as readable text. */
function exchangePage(found: ExchangeRate, env: Environment): Text[] {
  const { rate, interval, rawRate, sentence } = found
  return [
    bold(sentence),
    '',
    ...facts([
      ['by clicks so far', rawRate === null ? 'unknown' : rateFigure(rawRate)],
      ['rate', bold(rateWithInterval(rate, interval))],
    ]),
    ...reportedPair(found),
    scoreNote(env, 0),
  ]
}

/** The same against all other accounts; those whose followers click most come first. */
function exchangeTablePage(page: ExchangePage, env: Environment): Text[] {
  const { data, pending, sentence } = page
  const most = Math.max(0, ...data.map(({ rate }) => rate ?? 0))
  const rows = data.map(row => [
    row.to,
    rateWithInterval(row.rate, row.interval),
    bar(row.rate ?? 0, most, barWidth).padEnd(barWidth),
    count(row.followers),
    count(row.tweets),
    row.fewTweets ? 'few tweets' : '',
  ])
  const headings = ['account', 'rate', '', 'followers', 'tweets', '']
  return [
    bold(sentence),
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [3, 4] })]),
    ...reportedRates(page),
    scoreNote(env, pending),
  ]
}

/** "30 (6.1–166)"; "unknown" without a rate. */
function rateWithInterval(rate: number | null, interval: [number, number] | null): string {
  if (rate === null || interval === null) return 'unknown'
  return `${rateFigure(rate)} (${rateInterval(interval)})`
}
