import { countFigure, likely, percentFigure } from '../../influence/figures.js'
import { tweetInterval } from '../../influence/tweet-interval.js'
import { tweetPeople } from '../../influence/tweet-people.js'
import { tweetRatio } from '../../influence/tweet-ratio.js'
import { tweetSentence } from '../../influence/tweet-sentence.js'
import type { LinkNumbers } from '../../stats/link-numbers.js'

/** A link's numbers as a page shows them, both at first and when updated live. */
export interface LinkFigures {
  clicks: string
  clickers: string
  excluded: string
  /** "2.0 %", or a dash if it is unknown. */
  influence: string
  /** "likely 1.8–2.2 %", or nothing. */
  interval: string
  /** "400 of 20,000 followers clicked" */
  people: string
  /** "400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %)." */
  sentence: string
  /** What to call a link whose tweet has yet to come; nothing once it has. */
  draft: string
}

export function linkFigures({ clicks, clickers, excluded, tweet }: LinkNumbers): LinkFigures {
  const { h, f } = tweet ?? { h: clickers, f: null }
  const ratio = tweetRatio(h, f)
  const interval = tweetInterval(h, f)
  return {
    clicks: countFigure(clicks),
    clickers: countFigure(clickers),
    excluded: countFigure(excluded),
    influence: ratio === null ? '–' : percentFigure(ratio),
    interval: ratio === null || interval === null ? '' : likely(interval),
    people: tweetPeople({ h, f }),
    sentence: tweetSentence({ h, f }),
    draft: tweet === null ? 'not tweeted yet' : '',
  }
}
