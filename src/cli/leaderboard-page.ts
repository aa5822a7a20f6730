import type { Leaderboard } from '../stats/leaderboard.js'
import { bar } from './bars.js'
import { count, ratioWithInterval } from './figures.js'
import { priorNote } from './prior-page.js'
import { table } from './table.js'
import { bold, type Text } from './text.js'

const barWidth = 16

/** Accounts by influence for a person's eyes, the sentence first. */
export function leaderboardPage({ data, prior, pending, sentence }: Omit<Leaderboard, 'next'>): Text[] {
  const most = Math.max(0, ...data.map(({ score }) => score))
  const rows = data.map(row => [
    count(row.rank),
    row.handle,
    ratioWithInterval(row.score, row.interval),
    bar(row.score, most, barWidth).padEnd(barWidth),
    count(row.followers),
    count(row.followersWhoClick === null ? null : Math.round(row.followersWhoClick)),
    count(row.tweets),
    row.fewTweets ? 'few tweets' : '',
  ])
  const headings = ['rank', 'account', 'influence', '', 'followers', 'who click', 'tweets', '']
  return [
    bold(sentence),
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [0, 4, 5, 6] })]),
    priorNote(prior, pending),
  ]
}
