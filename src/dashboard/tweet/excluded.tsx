import { countFigure } from '../../influence/figures.js'
import type { LinkStats } from '../../stats/link-stats.js'
import { reasonName, reasons } from './reasons.js'

/** Hits that are no person's click, by reason, each reason explained. */
export function ExcludedByReason({ excluded }: { excluded: LinkStats['excluded'] }) {
  const counted = Object.entries(excluded.byReason).toSorted(([, a], [, b]) => b - a)
  return (
    <section class="card">
      <h2>{`Left out: ${countFigure(excluded.total)}`}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" class="number">
                Hits
              </th>
            </tr>
          </thead>
          <tbody>
            {counted.map(([reason, hits]) => (
              <tr key={reason}>
                <th scope="row">
                  {reasonName(reason)}
                  <p class="hint">{reasons[reason]?.explanation}</p>
                </th>
                <td class="number">{countFigure(hits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
