import type { Hit } from '../../stats/hits.js'
import { Moment } from '../parts/moment.js'
import { countryName, deviceName, sourceName } from '../parts/names.js'
import { TableWindow } from '../parts/table-window.js'
import { UserText } from '../parts/user-text.js'
import type { TweetView } from './load.js'
import { reasonName } from './reasons.js'

interface HitsProps {
  title: string
  hits: Hit[]
  /** Address of all of them as CSV. */
  csv: string
  columns: readonly (readonly [title: string, cell: (hit: Hit) => string])[]
}

const latestColumns = [
  ['Source', hit => sourceName(hit.source)],
  ['Country', hit => countryName(hit.country ?? 'unknown')],
  ['Browser', hit => known([hit.browser, hit.system])],
  ['Device', hit => deviceName(hit.device ?? 'unknown')],
] as const satisfies HitsProps['columns']

const excludedColumns = [
  ['Reason', hit => reasonName(hit.reason ?? '')],
  ['Who', hit => hit.userAgent ?? 'did not say'],
  ['Country', hit => countryName(hit.country ?? 'unknown')],
] as const satisfies HitsProps['columns']

/** The newest clicks one by one. */
export function LatestClicks({ view: { link, latest } }: { view: TweetView }) {
  const csv = `/app/links/${link.slug}/clicks.csv?kind=human`
  return <Hits title="Latest clicks" hits={latest} csv={csv} columns={latestColumns} />
}

/** The newest hits that were left out, each with its reason and what it said of itself. */
export function ExcludedHits({ view: { link, excluded } }: { view: TweetView }) {
  const csv = `/app/links/${link.slug}/clicks.csv?kind=excluded`
  return <Hits title="Latest hits left out" hits={excluded} csv={csv} columns={excludedColumns} />
}

function Hits({ title, hits, csv, columns }: HitsProps) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {hits.length === 0 ? (
        <p class="empty">None yet</p>
      ) : (
        <>
          <TableWindow label={`${title}, one by one`}>
            <table class="hits">
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  {columns.map(([name]) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {hits.map(hit => (
                  <tr key={hit.id}>
                    <td class="time">
                      <Moment at={hit.at} />
                    </td>
                    {columns.map(([name, cell]) => (
                      <td key={name}>
                        <UserText text={cell(hit)} most={200} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableWindow>
          <p class="after-table">
            <a href={csv}>All of them as CSV</a>
          </p>
        </>
      )}
    </section>
  )
}

function known(parts: (string | null)[]): string {
  return parts.filter(part => part !== null).join(' · ') || 'Unknown'
}
