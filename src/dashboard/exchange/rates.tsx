import { countFigure, rateFigure, rateInterval } from '../../influence/figures.js'
import type { ExchangeTableRow } from '../../stats/exchange-table.js'
import { AccountName } from '../parts/account-name.js'
import { IntervalBar, IntervalTicks, plainTick, scaleOf } from '../parts/interval-bar.js'
import { asInterval, ReportedNote } from '../parts/reported.js'
import { type Column, Table } from '../parts/table.js'
import { TweetCount } from '../parts/tweet-count.js'
import { pathOf } from './path.js'

/** Rates of one account against others, on one scale that includes par (1). */
export function Rates({ from, rows: all }: { from: string; rows: ExchangeTableRow[] }) {
  const rows = all.flatMap(row => {
    const { rate, interval } = row
    return rate === null || interval === null ? [] : [{ ...row, rate, interval }]
  })
  if (rows.length === 0) return null
  const scale = scaleOf([
    [1, 1],
    ...rows.flatMap(({ interval, reportedRate }) => [interval, ...asInterval(reportedRate)]),
  ])
  const columns: Column<(typeof rows)[number]>[] = [
    {
      title: 'Followers of',
      class: 'who',
      names: true,
      cell: ({ to, name }) => <AccountName handle={to} name={name} />,
    },
    {
      title: 'How many',
      class: 'number',
      cell: ({ to, rate }) => (
        <a href={pathOf({ from, to })}>
          <strong>{rateFigure(rate)}</strong>
        </a>
      ),
    },
    {
      title: (
        <>
          Likely
          <IntervalTicks scale={scale} write={plainTick} />
        </>
      ),
      label: 'Likely',
      class: 'measured',
      cell: ({ rate, interval, reported, reportedRate }) => (
        <>
          {rateInterval(interval)}
          <IntervalBar value={rate} interval={interval} scale={scale} reported={reportedRate} />
          {reportedRate != null && <ReportedNote reported={reported} text={rateFigure(reportedRate)} />}
        </>
      ),
    },
    {
      title: 'Followers',
      class: 'number',
      cell: ({ followers }) => (followers === null ? '–' : countFigure(followers)),
    },
    { title: 'Tweets', class: 'number', cell: row => <TweetCount {...row} /> },
  ]
  return <Table class="ranking" columns={columns} rows={rows} keyOf={({ to }) => to} />
}
