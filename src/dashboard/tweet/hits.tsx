import { countFigure } from '../../influence/figures.js'
import { olderHitsSentence } from '../../influence/older-hits-sentence.js'
import type { Hit } from '../../stats/hits.js'
import { Icon } from '../parts/icon.js'
import { Moment } from '../parts/moment.js'
import {
  browserIcon,
  countryIcon,
  countryName,
  deviceIcon,
  deviceName,
  sourceIcon,
  sourceName,
} from '../parts/names.js'
import { type Column, Table } from '../parts/table.js'
import { UserText } from '../parts/user-text.js'
import { addressOf, type Shown } from './address.js'
import type { TweetView } from './load.js'
import { reasonName, reasons } from './reasons.js'

interface HitsProps {
  id: string
  title: string
  hits: Hit[]
  /** Address of all of them as CSV. */
  csv: string
  columns: Column<Hit>[]
}

const time: Column<Hit> = { title: 'Time', cellClass: 'time', cell: ({ at }) => <Moment at={at} /> }

const country = text(
  'Country',
  hit => countryName(hit.country ?? 'unknown'),
  hit => countryIcon(hit.country ?? 'unknown'),
)

const latestColumns: Column<Hit>[] = [
  text(
    'Source',
    hit => sourceName(hit.source),
    hit => sourceIcon(hit.source),
  ),
  country,
  text(
    'Browser',
    hit => known([hit.browser, hit.system]),
    hit => browserIcon(hit.browser ?? 'unknown'),
  ),
  text(
    'Device',
    hit => deviceName(hit.device ?? 'unknown'),
    hit => deviceIcon(hit.device ?? 'unknown'),
  ),
]

const excludedColumns: Column<Hit>[] = [
  text('Reason', hit => reasonName(hit.reason ?? '')),
  { ...text('Who', hit => hit.userAgent ?? 'did not say'), cellClass: 'wide' },
  country,
]

function text(title: string, of: (hit: Hit) => string, icon?: (hit: Hit) => string): Column<Hit> {
  return {
    title,
    cell: hit => (
      <>
        {icon && <Icon name={icon(hit)} />}
        <UserText text={of(hit)} most={200} />
      </>
    ),
  }
}

/** The newest clicks of the range one by one. */
export function LatestClicks({ view: { link, latest, shown } }: { view: TweetView }) {
  if (shown.filter.reason !== undefined) return <section id="clicks" data-refresh hidden />
  const csv = `/app/links/${link.slug}/clicks.csv?kind=human`
  return <Hits id="clicks" title="Latest clicks" hits={latest} csv={csv} columns={latestColumns} />
}

/** What is no person's click: by reason, and the newest hits with their User-Agents. */
export function FilteredOut({ view: { link, stats, excluded, shown } }: { view: TweetView }) {
  const csv = `/app/links/${link.slug}/clicks.csv?kind=excluded`
  const older = olderHitsSentence(stats.rules.olderHits)
  const counted = Object.entries(stats.excluded.byReason)
    .filter(([, hits]) => hits > 0)
    .toSorted(([, a], [, b]) => b - a)
  return (
    <div id="filtered-out" data-refresh>
      <section class="card">
        <h2>{`Filtered out: ${countFigure(stats.excluded.total)}`}</h2>
        {counted.length > 0 && (
          <Table columns={reasonColumns(shown)} rows={counted} keyOf={([reason]) => reason} />
        )}
        {older !== null && <p class="hint">{older}</p>}
      </section>
      {counted.length > 0 && (
        <Hits
          id="filtered-out-hits"
          title="Latest hits filtered out"
          hits={excluded}
          csv={csv}
          columns={excludedColumns}
        />
      )}
    </div>
  )
}

/** Each reason that is known is a link to its hits alone. */
function reasonColumns(shown: Shown): Column<[reason: string, hits: number]>[] {
  return [
    {
      title: 'Reason',
      names: true,
      cell: ([reason]) => (
        <>
          {shown.filter.reason !== undefined || reason === 'unknown' ? (
            reasonName(reason)
          ) : (
            <a href={addressOf(shown, { reason })}>{reasonName(reason)}</a>
          )}
          <p class="hint">{reasons[reason]?.explanation}</p>
        </>
      ),
    },
    { title: 'Hits', class: 'number', cell: ([, hits]) => countFigure(hits) },
  ]
}

function Hits({ id, title, hits, csv, columns }: HitsProps) {
  return (
    <section class="card" id={id} data-refresh>
      <h2>{title}</h2>
      {hits.length === 0 ? (
        <p class="empty">None in this range</p>
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
            <a href={csv}>All of them, of all time, as CSV</a>
          </p>
        </>
      )}
    </section>
  )
}

function known(parts: (string | null)[]): string {
  return parts.filter(part => part !== null).join(' · ') || 'Unknown'
}
