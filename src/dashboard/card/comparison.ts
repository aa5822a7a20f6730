import type { AccountRow } from '../../accounts/find.js'
import { parseHandle } from '../../accounts/handle.js'
import type { Context } from '../../context.js'
import { counted, countFigure, peopleFigure, percentFigure, rateFigure } from '../../influence/figures.js'
import { accountInfluence } from '../../stats/account-influence.js'
import { exchange } from '../../stats/exchange.js'
import { exchangeTable } from '../../stats/exchange-table.js'
import { leaderboard } from '../../stats/leaderboard.js'
import { noScoreYet } from '../../stats/metric.js'
import { pathOf as pathOfExchange } from '../exchange/path.js'
import { pathOf as pathOfLeaderboard, readChoice } from '../leaderboard/choice.js'
import { sameClicks } from '../parts/same-clicks.js'
import { visibleAccount } from '../viewer.js'
import type { Bar, Comparison } from './comparison-drawing.js'

type Reader = Pick<Context, 'access' | 'db' | 'now' | 'config'>

const mostBars = 4

/**
 * The path of the page that a card with this path below /card/page/ is for, always spelled the same
 * way; null if there is none. What needs a login has no card.
 */
export function pageOfCard(path: string): string | null {
  const { name, asked } = read(path)
  if (name === 'front') return '/'
  if (asked.list) return null
  if (name === 'leaderboard') return pathOfLeaderboard(readChoice(asked))
  const [from, to] = [asked.from, asked.to].map(text => parseHandle(text ?? '')?.key)
  if (name !== 'exchange' || from === undefined || (asked.to && to === undefined)) return null
  return pathOfExchange({ from, to })
}

/**
 * What the card of a page compares, among public accounts. Null for accounts that are unknown or
 * private.
 */
export async function readComparison(ctx: Reader, page: string): Promise<Comparison | null> {
  const { name, asked } = read(page.slice(1))
  if (name === '') return front
  return name === 'leaderboard' ? ranking(ctx, asked) : rates(ctx, asked)
}

function read(path: string): { name: string | undefined; asked: Record<string, string> } {
  const [name, query] = path.split('?')
  return { name, asked: Object.fromEntries(new URLSearchParams(query)) }
}

/** The example of the front page. */
const front: Comparison = {
  sentence: 'Followers are not influence. Clicks are.',
  bars: sameClicks.followers.map(whole => ({
    name: `${countFigure(whole)} followers`,
    figure: `${countFigure(sameClicks.clicks)} click`,
    part: sameClicks.clicks,
    whole,
  })),
  legend: 'One scale for both: all followers, and brighter those who click.',
}

async function ranking(ctx: Reader, asked: Record<string, string>): Promise<Comparison> {
  const { window, minTweets } = readChoice(asked)
  const { items } = await leaderboard(ctx, { window, minTweets, publicOnly: true, limit: mostBars })
  return {
    sentence: 'Who has real influence?',
    bars: items.map(({ handle, score }) => ({
      name: handle,
      figure: percentFigure(score),
      part: score,
      whole: 0,
    })),
    legend:
      items.length === 0 ? 'No account has an influence yet.' : 'Of the followers, those who click a link.',
  }
}

async function rates(ctx: Reader, { from = '', to }: Record<string, string>) {
  const [a, b] = await Promise.all([
    visibleAccount(ctx, null, from),
    to ? visibleAccount(ctx, null, to) : undefined,
  ])
  if (a === null || b === null) return null
  if (b === undefined) return against(ctx, a)
  const [{ sentence }, ...sides] = await Promise.all([
    exchange(ctx, a, b),
    accountInfluence(ctx, a),
    accountInfluence(ctx, b),
  ])
  return { sentence, bars: sides.map(barOf), legend }
}

const legend = 'One scale for both: all followers, and brighter how many who all click they act like.'

function barOf({ handle, followers, followersWhoClick: people }: Side): Bar {
  const many = followers === null ? 'followers unknown' : counted(followers, 'follower')
  const figure = people === null ? `${many}, ${noScoreYet}` : `${many} → ${peopleFigure(people)}`
  return { name: handle, figure, part: people ?? 0, whole: followers ?? 0 }
}

type Side = Awaited<ReturnType<typeof accountInfluence>>

/** One account against all others. */
async function against(ctx: Reader, from: AccountRow): Promise<Comparison> {
  const query = { from, publicOnly: true, limit: mostBars, cursor: null }
  const { items, sentence } = await exchangeTable(ctx, query)
  const bars = items.flatMap(({ to, rate }) =>
    rate === null ? [] : [{ name: to, figure: rateFigure(rate), part: rate, whole: 0 }],
  )
  const legend =
    bars.length === 0 ? noScoreYet : `How many of their followers one of ${from.handle} is worth.`
  return { sentence, bars, legend }
}
