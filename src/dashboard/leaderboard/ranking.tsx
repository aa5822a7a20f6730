import { countFigure, peopleFigure, percentWithInterval } from '../../influence/figures.js'
import type { LeaderboardRow } from '../../stats/leaderboard.js'
import { AccountName } from '../parts/account-name.js'
import { IntervalBar, IntervalTicks, percentTick, type Scale, scaleOf } from '../parts/interval-bar.js'

/** The accounts of a page, on one scale. */
export function Ranking({ rows }: { rows: LeaderboardRow[] }) {
  const scale = scaleOf(rows.map(({ interval }) => interval))
  return (
    <div class="scroll">
      <table class="ranking">
        <thead>
          <tr>
            <th scope="col" class="number">
              #
            </th>
            <th scope="col" class="who">
              Account
            </th>
            <th scope="col" class="measured">
              Influence
              <IntervalTicks scale={scale} write={percentTick} />
            </th>
            <th scope="col" class="number">
              Followers
            </th>
            <th scope="col" class="number">
              Act like
              <br />
              who all click
            </th>
            <th scope="col" class="number">
              Tweets
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row.handle} row={row} scale={scale} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row, scale }: { row: LeaderboardRow; scale: Scale }) {
  const { rank, handle, name, score, interval, followers, followersWhoClick, tweets, fewTweets } = row
  return (
    <tr>
      <td class="number">{countFigure(rank)}</td>
      <th scope="row" class="who">
        <AccountName handle={handle} name={name} />
      </th>
      <td class="measured">
        {percentWithInterval(score, interval)}
        <IntervalBar value={score} interval={interval} scale={scale} />
      </td>
      <td class="number">{followers === null ? '–' : countFigure(followers)}</td>
      <td class="number">
        {followersWhoClick === null ? '–' : <strong>{peopleFigure(followersWhoClick)}</strong>}
      </td>
      <td class="number">
        {countFigure(tweets)} {fewTweets && <span class="chip">few</span>}
      </td>
    </tr>
  )
}
