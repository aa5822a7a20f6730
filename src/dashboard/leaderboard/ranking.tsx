import { countFigure, peopleFigure } from '../../influence/figures.js'
import type { LeaderboardRow } from '../../stats/leaderboard.js'
import { AccountName } from '../parts/account-name.js'
import { Estimate } from '../parts/estimate.js'
import { IntervalBar, IntervalTicks, percentTick, scaleOf } from '../parts/interval-bar.js'
import { asInterval, ReportedNote } from '../parts/reported.js'
import { type Column, Table } from '../parts/table.js'
import { TweetCount } from '../parts/tweet-count.js'

/** The accounts on a page, drawn to one scale. */
export function Ranking({ rows }: { rows: LeaderboardRow[] }) {
  const scale = scaleOf(rows.flatMap(({ interval, reported }) => [interval, ...asInterval(reported?.ratio)]))
  const columns: Column<LeaderboardRow>[] = [
    { title: '#', class: 'number rank', cell: ({ rank }) => countFigure(rank) },
    {
      title: 'Account',
      class: 'who',
      names: true,
      cell: ({ handle, name }) => <AccountName handle={handle} name={name} />,
    },
    {
      title: (
        <>
          Influence
          <IntervalTicks scale={scale} write={percentTick} />
        </>
      ),
      label: 'Influence',
      class: 'measured',
      cell: ({ score, interval, reported }) => (
        <>
          <Estimate value={score} interval={interval} />
          <IntervalBar value={score} interval={interval} scale={scale} reported={reported?.ratio} />
          <ReportedNote reported={reported} />
        </>
      ),
    },
    {
      title: 'Followers',
      class: 'number',
      cell: ({ followers }) => (followers === null ? '–' : countFigure(followers)),
    },
    {
      title: (
        <>
          Act like
          <br />
          who all click
        </>
      ),
      label: 'Act like, who all click',
      class: 'number',
      cell: ({ followersWhoClick }) =>
        followersWhoClick === null ? '–' : <strong>{peopleFigure(followersWhoClick)}</strong>,
    },
    { title: 'Tweets', class: 'number', cell: row => <TweetCount {...row} /> },
  ]
  return <Table class="ranking" columns={columns} rows={rows} keyOf={({ handle }) => handle} />
}
