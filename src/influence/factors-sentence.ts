import { counted, peopleCounted, percentFigure, timesFigure } from './figures.js'
import type { TweetCount } from './tweet-count.js'
import { tweetFactors } from './tweet-factors.js'

/**
 * "Seen 3,000 times: 3 for each of 1,000 followers × 1.2 % clicked when seen = 3.6 % per follower."
 * Null if the impressions are unknown.
 */
export function factorsSentence({ h, f }: TweetCount, impressions: number | null): string | null {
  if (impressions === null) return null
  const clickers = peopleCounted(h)
  if (impressions === 0) {
    return h === 0
      ? 'Never seen, by the analytics.'
      : `Never seen, by the analytics; ${clickers} clicked elsewhere.`
  }
  const seen = `Seen ${counted(impressions, 'time')}`
  const factors = tweetFactors(h, f, impressions)
  const more =
    h > impressions
      ? ' More clickers than the analytics say saw it: these are older than the clicks, or it was seen elsewhere, too.'
      : ''
  if (factors === null) return `${seen}; ${percentFigure(h / impressions)} clicked when seen.${more}`
  const each = `${seen}: ${timesFigure(factors.seen)} for each of ${counted(f ?? 0, 'follower')}`
  const clicked = `${percentFigure(factors.clickedWhenSeen)} clicked when seen`
  const product = `${each} × ${clicked} = ${percentFigure(factors.perFollower)} per follower`
  return `${product}.${more}`
}
