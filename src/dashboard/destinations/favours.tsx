import { countFigure, percentFigure, percentWithInterval } from '../../influence/figures.js'
import type { Destination, Favour } from '../../stats/destination.js'
import { accountPath } from '../account/address.js'
import { Bar } from '../parts/bar.js'
import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import { type Column, Table } from '../parts/table.js'

const columns: Column<Favour>[] = [
  {
    title: 'Who',
    names: true,
    cellClass: 'who',
    cell: ({ account }) => (account === null ? 'No account' : <a href={accountPath(account)}>{account}</a>),
  },
  { title: 'Clickers', class: 'number', cell: ({ clickers }) => countFigure(clickers) },
  {
    title: 'Share',
    class: 'wide',
    cell: ({ share }) => (
      <>
        {share === null ? '–' : percentFigure(share)}
        <Bar share={share ?? 0} />
      </>
    ),
  },
  {
    title: 'Of their followers',
    class: 'number',
    cell: ({ account, tweetedAt, influence, interval }) => {
      if (influence !== null && interval !== null) return percentWithInterval(influence, interval)
      return account !== null && tweetedAt === null ? 'not tweeted yet' : '–'
    },
  },
  { title: 'Link', cell: ({ slug }) => <a href={`/app/links/${slug}`}>{slug}</a> },
]

/** How many visitors each account brought, in total and per follower. */
export function Favours({ report }: { report: Destination }) {
  const { data, links, clickers, clicks, sentence } = report
  return (
    <section class="card">
      <h2>Results</h2>
      <p class="sentence">{sentence}</p>
      {links > 0 && (
        <>
          <div class="figures">
            <Figure value={countFigure(clickers)} label={clickers === 1 ? 'clicker' : 'clickers'} />
            <Figure value={countFigure(clicks)} label={clicks === 1 ? 'click' : 'clicks'} />
            <Figure value={countFigure(links)} label={links === 1 ? 'link' : 'links'} />
          </div>
          <Table columns={columns} rows={data} keyOf={({ slug }) => slug} />
          <p class="after-table">
            <HowScored />
          </p>
          {links > data.length && (
            <p class="hint">The {countFigure(data.length)} links with the most clickers are shown.</p>
          )}
        </>
      )}
    </section>
  )
}
