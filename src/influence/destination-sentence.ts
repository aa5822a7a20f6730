import { counted, countFigure, percentFigure } from './figures.js'
import { travelled } from './travelled.js'
import { tweetPeople } from './tweet-people.js'
import { tweetRatio } from './tweet-ratio.js'

/**
 * "@friend brought 120 of 300 clickers (40 %); 110 of 5,000 followers clicked: 2.2 %." The link
 * brought `clickers` of all `total`; `h` of the `f` followers clicked within the tweet's window.
 * `who` is a handle, or a word used in place of one. Of what is no tweet, `state` says so.
 */
export function destinationSentence(
  who: string,
  {
    clickers,
    total,
    h,
    f,
    state,
  }: {
    clickers: number
    total: number
    h: number
    f: number | null
    state?: 'draft' | 'no tweet' | undefined
  },
): string {
  if (clickers === 0) return `${who} brought nobody yet.`
  const share = `${countFigure(clickers)} of ${counted(total, 'clicker')}`
  const brought = `${who} brought ${share} (${percentFigure(clickers / total)})`
  if (state === 'draft') return `${brought}; not tweeted yet.`
  if (state === 'no tweet') return `${brought}; the link belongs to no tweet.`
  if (f === null) return `${brought}; how many followed at that time is unknown.`
  const ratio = tweetRatio(h, f)
  if (ratio === null) return `${brought}; the account had no followers.`
  return `${brought}; ${tweetPeople({ h, f })}: ${percentFigure(ratio)}${ratio > 1 ? `, ${travelled}` : ''}.`
}
