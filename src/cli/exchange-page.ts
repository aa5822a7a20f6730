import type { Exchange } from '../stats/exchange.js'
import type { ExchangeTable } from '../stats/exchange-table.js'
import { bar } from './bars.js'
import { count, significant } from './figures.js'
import { priorNote } from './prior-page.js'
import { facts, table } from './table.js'
import { bold, type Text } from './text.js'

const barWidth = 16

/** What one account's followers are worth in another's, for a person's eyes. */
export function exchangePage({ rate, interval, rawRate, prior, sentence }: Exchange): Text[] {
  return [
    bold(sentence),
    '',
    ...facts([
      ['rate', bold(rateWithInterval(rate, interval))],
      ['from the raw ratios', rawRate === null ? 'unknown' : significant(rawRate)],
    ]),
    priorNote(prior, 0),
  ]
}

/** The same against all others, those whose followers click most first. */
export function exchangeTablePage(page: Omit<ExchangeTable, 'next'>): Text[] {
  const { data, prior, pending, sentence } = page
  const most = Math.max(0, ...data.map(({ rate }) => rate))
  const rows = data.map(row => [
    row.to,
    rateWithInterval(row.rate, row.interval),
    bar(row.rate, most, barWidth).padEnd(barWidth),
    count(row.followers),
    count(row.tweets),
    row.fewTweets ? 'few tweets' : '',
  ])
  const headings = ['account', 'rate', '', 'followers', 'tweets', '']
  return [
    bold(sentence),
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [3, 4] })]),
    priorNote(prior, pending),
  ]
}

/** "17.7 (4.64–67.2)". */
function rateWithInterval(rate: number, [low, high]: [number, number]): string {
  return `${significant(rate)} (${significant(low)}–${significant(high)})`
}
