import { countFigure, percentFigure } from './figures.js'
import { tweetRatio } from './tweet-ratio.js'

/**
 * "@friend brought 120 of 300 clickers (40 %); 2.4 % of 5,000 followers." The link brought
 * `clickers` of all `total`; `h` of the `f` followers clicked within the tweet's window. `who` is a
 * handle, or a word used in place of one.
 */
export function destinationSentence(
  who: string,
  { clickers, total, h, f }: { clickers: number; total: number; h: number; f: number | null },
): string {
  if (clickers === 0) return `${who} brought nobody yet.`
  const share = `${countFigure(clickers)} of ${countFigure(total)} ${total === 1 ? 'clicker' : 'clickers'}`
  const brought = `${who} brought ${share} (${percentFigure(clickers / total)})`
  if (f === null) return `${brought}; how many followed at that time is unknown.`
  const ratio = tweetRatio(h, f)
  if (ratio === null) return `${brought}; the account had no followers.`
  return `${brought}; ${percentFigure(ratio)} of ${countFigure(f)} ${f === 1 ? 'follower' : 'followers'}.`
}
