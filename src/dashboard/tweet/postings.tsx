import { countFigure, nounFor, percentFigure, percentWithInterval } from '../../influence/figures.js'
import { whoseXForIphone } from '../../influence/x-for-iphone.js'
import type { Posting, XForIphone } from '../../stats/postings.js'
import { Bar } from '../parts/bar.js'
import { type Column, Table } from '../parts/table.js'
import type { TweetView } from './load.js'

/** Through which tweets on X the clicks inside the window came, and how many through its app. */
export function Postings({ view: { influence, shown } }: { view: TweetView }) {
  const isNarrowed = Object.keys({ ...shown.range.query, ...shown.filter }).length > 0
  const { postings, otherPostings, xForIphone } = influence
  return (
    <div id="through-x" data-refresh>
      {isNarrowed && (postings.length > 0 || xForIphone !== null) && (
        <p class="notice">
          The two tables on what came through X count all clicks in the tweet’s window: neither the range nor
          a filter changes that.
        </p>
      )}
      {postings.length > 0 && (
        <section class="card" id="postings">
          <h2>Through which tweet on X, in the tweet’s window</h2>
          <Table columns={columns} rows={postings} keyOf={({ code }) => code} label="Tweets on X" />
          {otherPostings.postings > 0 && (
            <p>{`${countFigure(otherPostings.postings)} more with ${countFigure(otherPostings.clickers)} ${nounFor(otherPostings.clickers, 'clicker')}`}</p>
          )}
          <p class="hint">
            X gives the link in each tweet, quote and reply a t.co address of its own. To see a tweet, search
            X for its address, such as{' '}
            <a href={`https://x.com/search?q=t.co%2F${postings[0]?.code}`} rel="noopener noreferrer">
              the first
            </a>
            . Opening the address itself would count as a click.
          </p>
        </section>
      )}
      {xForIphone !== null && xForIphone.clickers > 0 && <ThroughXForIphone {...xForIphone} />}
    </div>
  )
}

const columns: Column<Posting>[] = [
  {
    title: 'Tweet on X',
    names: true,
    cell: ({ code, share }) => (
      <>
        {`t.co/${code}`}
        <Bar share={share ?? 0} />
      </>
    ),
  },
  { title: 'Whose', cell: ({ own }) => whose(own) },
  { title: 'Clicks', class: 'number', cell: ({ clicks }) => countFigure(clicks) },
  { title: 'Clickers', class: 'number', cell: ({ clickers }) => countFigure(clickers) },
  {
    title: 'Of clickers',
    class: 'number',
    cell: ({ share }) => (share === null ? '–' : percentFigure(share)),
  },
]

function whose(own: boolean | null): string {
  if (own === null) return 'not known'
  return own ? 'this tweet' : 'another tweet: spillover'
}

function ThroughXForIphone({ clickers, influenceWithout, intervalWithout, why }: XForIphone) {
  return (
    <section class="card" id="x-for-iphone">
      <h2>{`Through X for iPhone: ${countFigure(clickers)} ${nounFor(clickers, 'clicker')}`}</h2>
      {influenceWithout !== null && intervalWithout !== null && (
        <p class="sentence">
          {`Influence without them: ${percentWithInterval(influenceWithout, intervalWithout)}.`}
        </p>
      )}
      <p class="hint">{`${whoseXForIphone} ${why}`}</p>
    </section>
  )
}
