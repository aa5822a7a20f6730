import type { Hit } from '../../stats/hits.js'
import { Moment } from '../parts/moment.js'
import { countryName, deviceName, sourceName } from '../parts/names.js'
import { type Column, Table } from '../parts/table.js'
import { UserText } from '../parts/user-text.js'
import type { TweetView } from './load.js'
import { reasonName } from './reasons.js'

interface HitsProps {
  title: string
  hits: Hit[]
  /** Address of all of them as CSV. */
  csv: string
  columns: Column<Hit>[]
}

const time: Column<Hit> = { title: 'Time', cellClass: 'time', cell: ({ at }) => <Moment at={at} /> }

const latestColumns: Column<Hit>[] = [
  text('Source', hit => sourceName(hit.source)),
  text('Country', hit => countryName(hit.country ?? 'unknown')),
  text('Browser', hit => known([hit.browser, hit.system])),
  text('Device', hit => deviceName(hit.device ?? 'unknown')),
]

const excludedColumns: Column<Hit>[] = [
  text('Reason', hit => reasonName(hit.reason ?? '')),
  text('Who', hit => hit.userAgent ?? 'did not say'),
  text('Country', hit => countryName(hit.country ?? 'unknown')),
]

function text(title: string, of: (hit: Hit) => string): Column<Hit> {
  return { title, cell: hit => <UserText text={of(hit)} most={200} /> }
}

/** The newest clicks one by one. */
export function LatestClicks({ view: { link, latest } }: { view: TweetView }) {
  const csv = `/app/links/${link.slug}/clicks.csv?kind=human`
  return <Hits title="Latest clicks" hits={latest} csv={csv} columns={latestColumns} />
}

/** The newest excluded hits, each with its reason and its User-Agent. */
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
          <Table
            class="hits"
            label={`${title}, one by one`}
            columns={[time, ...columns]}
            rows={hits}
            keyOf={({ id }) => id}
          />
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
