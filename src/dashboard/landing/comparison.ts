import { counted, countFigure, rateFigure } from '../../influence/figures.js'
import { tweetRatio } from '../../influence/tweet-ratio.js'

/** One tweet: the number of followers, and how many of them clicked. */
export interface Tweet {
  followers: number
  clicks: number
}

/** What anybody can compute from the four numbers. */
export interface Comparison {
  /** How often a follower of the worthier account clicked as one of the other; null if unknown. */
  times: number | null
  /** "The same 400 clicks: a follower of A is worth 40 of B's." */
  sentence: string
}

export function compare(a: Tweet, b: Tweet): Comparison {
  const [ofA, ofB] = [a, b].map(({ clicks, followers }) => tweetRatio(clicks, followers)) as [Ratio, Ratio]
  if (ofA === null || ofB === null) {
    const none = ofA !== null ? 'B has' : ofB !== null ? 'A has' : 'A and B have'
    return { times: null, sentence: `${none} no followers, so there is nothing to compare.` }
  }
  if (ofA === 0 && ofB === 0)
    return { times: null, sentence: 'Nobody clicked, so there is nothing to compare.' }
  if (ofA === 0 || ofB === 0) {
    const [clicked, other] = ofB === 0 ? ['A', 'B'] : ['B', 'A']
    return { times: null, sentence: `Only ${clicked}'s followers clicked, none of ${other}'s.` }
  }
  const [more, less] = ofA >= ofB ? ['A', 'B'] : ['B', 'A']
  const times = Math.max(ofA / ofB, ofB / ofA)
  const clicks =
    a.clicks === b.clicks
      ? `The same ${a.clicks === 1 ? 'click' : counted(a.clicks, 'click')}`
      : `${counted(a.clicks, 'click')} against ${countFigure(b.clicks)}`
  return { times, sentence: `${clicks}: a follower of ${more} is worth ${rateFigure(times)} of ${less}'s.` }
}

type Ratio = number | null
