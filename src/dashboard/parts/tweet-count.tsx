import { countFigure } from '../../influence/figures.js'

/** How many tweets a score is based on, and whether that is few. */
export function TweetCount({ tweets, fewTweets }: { tweets: number; fewTweets: boolean }) {
  return (
    <>
      {countFigure(tweets)} {fewTweets && <span class="chip">few</span>}
    </>
  )
}
