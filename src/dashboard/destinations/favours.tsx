import { countFigure, percentFigure, percentWithInterval } from '../../influence/figures.js'
import type { Destination, Favour } from '../../stats/destination.js'
import { accountPath } from '../account/address.js'
import { Bar } from '../parts/bar.js'
import { Figure } from '../parts/figure.js'

/** Who brought how many, in all and per follower. */
export function Favours({ report }: { report: Destination }) {
  const { data, links, clickers, clicks, sentence } = report
  return (
    <section class="card">
      <h2>What came of it</h2>
      <p class="sentence">{sentence}</p>
      {links > 0 && (
        <>
          <div class="figures">
            <Figure value={countFigure(clickers)} label={clickers === 1 ? 'clicker' : 'clickers'} />
            <Figure value={countFigure(clicks)} label={clicks === 1 ? 'click' : 'clicks'} />
            <Figure value={countFigure(links)} label={links === 1 ? 'link' : 'links'} />
          </div>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Who</th>
                  <th scope="col" class="number">
                    Clickers
                  </th>
                  <th scope="col" class="wide">
                    Share
                  </th>
                  <th scope="col" class="number">
                    Of their followers
                  </th>
                  <th scope="col">Link</th>
                </tr>
              </thead>
              <tbody>
                {data.map(favour => (
                  <FavourRow key={favour.slug} favour={favour} />
                ))}
              </tbody>
            </table>
          </div>
          {links > data.length && (
            <p class="hint">The {countFigure(data.length)} links with the most clickers are shown.</p>
          )}
        </>
      )}
    </section>
  )
}

function FavourRow({ favour }: { favour: Favour }) {
  const { account, slug, clickers, share, influence, interval } = favour
  return (
    <tr>
      <th scope="row" class="who">
        {account === null ? 'Nobody’s link' : <a href={accountPath(account)}>{account}</a>}
      </th>
      <td class="number">{countFigure(clickers)}</td>
      <td class="wide">
        {share === null ? '–' : percentFigure(share)}
        <Bar share={share ?? 0} />
      </td>
      <td class="number">
        {influence === null || interval === null ? '–' : percentWithInterval(influence, interval)}
      </td>
      <td>
        <a href={`/app/links/${slug}`}>{slug}</a>
      </td>
    </tr>
  )
}
