import type { ExchangePage, ExchangeRate, LeaderboardPage } from '../client/index.js'
import { rateFigure } from '../influence/figures.js'
import { count, percent } from './figures.js'
import { table } from './table.js'
import { bold, type Text } from './text.js'

/** The option of commands that show what networks report only on request. */
export const include = {
  type: 'string',
  value: 'WHAT',
  values: ['reported'] as const,
  help: 'reported adds what the networks themselves report of the tweets; it changes no other number',
} as const

type Summary = NonNullable<LeaderboardPage['data'][number]['reported']>
const title = bold('As the networks report it (no part of the numbers above)')

/** What networks report of the accounts of a leaderboard; nothing if nobody asked. */
export function reportedRanks({ data, reportedOnly }: LeaderboardPage): Text[] {
  if (reportedOnly === undefined) return []
  const rows = [...data, ...reportedOnly].flatMap(({ handle, reported }) =>
    reported ? [[handle, ...figures(reported), note(data.some(row => row.handle === handle))]] : [],
  )
  if (rows.length === 0) return ['', 'The networks report nothing of them: import their analytics.']
  return ['', title, ...table(['account', 'reported', 'link clicks', 'tweets', ''], rows, { right: [2, 3] })]
}

/** The same in an account's followers. */
export function reportedRates({ from, data, reported, reportedOnly }: ExchangePage): Text[] {
  if (reportedOnly === undefined) return []
  const rows = [...data, ...reportedOnly].flatMap(({ to, reported, reportedRate = null }) =>
    reported ? [[to, rate(reportedRate), ...figures(reported), note(data.some(row => row.to === to))]] : [],
  )
  const own = reported?.sentence ?? `Nothing is known of what the network reports of ${from}.`
  if (rows.length === 0) return ['', title, own]
  const headings = ['account', 'rate', 'reported', 'link clicks', 'tweets', '']
  return ['', title, own, ...table(headings, rows, { right: [3, 4] })]
}

/** The same of two accounts. */
export function reportedPair({ reported }: ExchangeRate): Text[] {
  if (reported === undefined) return []
  const sentences = [reported.from, reported.to].map(side => side?.sentence ?? null)
  return ['', title, reported.sentence, ...sentences.filter(sentence => sentence !== null)]
}

function figures({ ratio, clicks, tweets, tweetsWithoutFollowers }: Summary): string[] {
  return [percent(ratio), count(clicks), count(tweets + tweetsWithoutFollowers)]
}

function rate(value: number | null): string {
  return value === null ? 'unknown' : rateFigure(value)
}

function note(isCounted: boolean): string {
  return isCounted ? '' : 'no counted tweet'
}
