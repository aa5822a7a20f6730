import { countFigure, percentFigure } from '../../influence/figures.js'
import { tweetPeople } from '../../influence/tweet-people.js'
import type { Destination, Favour, FavourSort } from '../../stats/destination.js'
import { accountPath } from '../account/address.js'
import { Bar } from '../parts/bar.js'
import { Estimate } from '../parts/estimate.js'
import { Figure } from '../parts/figure.js'
import { HowScored } from '../parts/how-scored.js'
import { type Column, Table } from '../parts/table.js'
import { destinationAddress } from './address.js'

function columnsOf(url: string, sort: FavourSort): Column<Favour>[] {
  const by = (order: FavourSort, title: string) => ({
    title: <a href={destinationAddress(url, order, 'results')}>{title}</a>,
    label: title,
    sorted: order === sort,
  })
  return [
    {
      title: 'Who',
      names: true,
      cellClass: 'who',
      cell: ({ account }) => (account === null ? 'No account' : <a href={accountPath(account)}>{account}</a>),
    },
    {
      ...by('influence', 'Per follower'),
      cellClass: 'lead-number',
      cell: favour => <PerFollower favour={favour} />,
    },
    {
      ...by('clickers', 'In all'),
      cell: ({ clickers, share }) => (
        <>
          {countFigure(clickers)}
          {share !== null && <span class="small muted">{` (${percentFigure(share)})`}</span>}
          <Bar share={share ?? 0} />
        </>
      ),
    },
    { title: 'Link', cell: ({ slug }) => <a href={`/app/links/${slug}`}>{slug}</a> },
  ]
}

/** What was seen, and how sure that is. */
function PerFollower({ favour }: { favour: Favour }) {
  const { account, tweetedAt, influence, interval, followers: f, followerClickers: h } = favour
  if (influence === null || interval === null) {
    return account !== null && tweetedAt === null ? 'not tweeted yet' : '–'
  }
  return (
    <>
      <Estimate value={influence} interval={interval} />
      <span class="small muted">{`: ${tweetPeople({ h, f })}`}</span>
    </>
  )
}

/** How many visitors each account brought, per follower and in all. */
export function Favours({ report, sort }: { report: Destination; sort: FavourSort }) {
  const { url, links, clickers, clicks, data, sentence } = report
  return (
    <section class="card" id="results">
      <h2>Results</h2>
      <p class="sentence">{sentence}</p>
      {links > 0 && (
        <>
          <div class="figures">
            <Figure value={countFigure(clickers)} label={clickers === 1 ? 'clicker' : 'clickers'} />
            <Figure value={countFigure(clicks)} label={clicks === 1 ? 'click' : 'clicks'} />
            <Figure value={countFigure(links)} label={links === 1 ? 'link' : 'links'} />
          </div>
          <Table columns={columnsOf(url, sort)} rows={data} keyOf={({ slug }) => slug} />
          <p class="after-table">
            <HowScored />
          </p>
          {links > data.length && <p class="hint">The first {countFigure(data.length)} links are shown.</p>}
        </>
      )}
    </section>
  )
}
