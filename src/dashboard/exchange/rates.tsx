import { countFigure, rateFigure } from '../../influence/figures.js'
import type { ExchangeTableRow } from '../../stats/exchange-table.js'
import { AccountName } from '../parts/account-name.js'
import { IntervalBar, IntervalTicks, plainTick, scaleOf } from '../parts/interval-bar.js'
import { pathOf } from './path.js'

/** Rates of one account against others, on one scale that has par, which is 1. */
export function Rates({ from, rows }: { from: string; rows: ExchangeTableRow[] }) {
  const scale = scaleOf([[1, 1], ...rows.map(({ interval }) => interval)])
  return (
    <div class="scroll">
      <table class="ranking">
        <thead>
          <tr>
            <th scope="col" class="who">
              Followers of
            </th>
            <th scope="col" class="number">
              So many
            </th>
            <th scope="col" class="measured">
              With 95 % certainty
              <IntervalTicks scale={scale} write={plainTick} />
            </th>
            <th scope="col" class="number">
              Followers
            </th>
            <th scope="col" class="number">
              Tweets
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ to, name, rate, interval, followers, tweets, fewTweets }) => (
            <tr key={to}>
              <th scope="row" class="who">
                <AccountName handle={to} name={name} />
              </th>
              <td class="number">
                <a href={pathOf({ from, to })}>
                  <strong>{rateFigure(rate)}</strong>
                </a>
              </td>
              <td class="measured">
                {interval.map(rateFigure).join('–')}
                <IntervalBar value={rate} interval={interval} scale={scale} />
              </td>
              <td class="number">{followers === null ? '–' : countFigure(followers)}</td>
              <td class="number">
                {countFigure(tweets)} {fewTweets && <span class="chip">few</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
