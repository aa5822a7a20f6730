import { countFigure } from '../../influence/figures.js'
import { olderHitsSentence } from '../../influence/older-hits-sentence.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import type { LinkStats } from '../../stats/link-stats.js'
import { Breakdown } from '../parts/breakdown.js'
import { Chart } from '../parts/chart.js'
import { countryName, deviceName, plainName, sourceName } from '../parts/names.js'
import { type Column, Table } from '../parts/table.js'
import type { TweetView } from './load.js'
import { rangeNames, ranges } from './ranges.js'
import { reasonName, reasons } from './reasons.js'

/** Clicks in a range over time, and where they came from. */
export function Activity({ view }: { view: TweetView }) {
  const { link, stats } = view
  return (
    <>
      <section class="card" id="activity">
        <h2>Clicks over time</h2>
        <RangeLinks view={view} />
        <Chart
          label={`Clicks and clickers by ${stats.unit}`}
          at={stats.series.map(({ at }) => at)}
          unit={stats.unit}
          timezone={stats.timezone}
          series={[
            { label: 'Clicks', values: stats.series.map(({ clicks }) => clicks), kind: 'bars' },
            { label: 'Clickers', values: stats.series.map(({ clickers }) => clickers), kind: 'bars' },
          ]}
        />
      </section>
      <div class="grid facets">
        <Facet title="Where the clicks came from" what="Source" values={stats.sources} name={sourceName} />
        {link.tweet === null && <ThroughTweets referrers={stats.referrers} />}
        <Facet title="Countries" what="Country" values={stats.countries} name={countryName} />
        <Facet title="Devices" what="Device" values={stats.devices} name={deviceName} />
        <Facet title="Browsers and apps" what="Browser" values={stats.browsers} name={plainName} />
        <Facet title="Systems" what="System" values={stats.systems} name={plainName} />
      </div>
      <ExcludedByReason stats={stats} />
    </>
  )
}

interface FacetProps {
  title: string
  what: string
  values: FacetValue[]
  name: (value: string) => string
}

function Facet({ title, ...breakdown }: FacetProps) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <Breakdown {...breakdown} />
    </section>
  )
}

/**
 * The tweets on X that clicks came from: X gives each tweet's link its own t.co address, which is
 * the referrer. For a link without a tweet; `Postings` says more about one with a tweet.
 */
function ThroughTweets({ referrers }: { referrers: FacetValue[] }) {
  const tweets = referrers.filter(({ value }) => value.startsWith('t.co/'))
  if (tweets.length === 0) return null
  return (
    <section class="card">
      <h2>Came through these tweets</h2>
      <Breakdown what="Tweet on X" values={tweets} name={value => value} />
      <p class="hint">
        Each tweet has an address of its own on t.co. To see one, search X for it, such as{' '}
        <a
          href={`https://x.com/search?q=${encodeURIComponent(tweets[0]?.value ?? '')}`}
          rel="noopener noreferrer"
        >
          the first
        </a>
        . Opening the address itself would count as a click.
      </p>
    </section>
  )
}

/** A chart of one or two points says nothing, nor does one of thousands. */
const fewestDays = { 'quarter-hour': 0, hour: 0, day: 2, week: 14, month: 60 }
const mostDays = { 'quarter-hour': 3, hour: 100, day: 1_000, week: 5_000, month: 100_000 }

/** Chooses what the chart shows, without JavaScript. */
function RangeLinks({ view: { link, influence, range, stats } }: { view: TweetView }) {
  const addressOf = (query: string) => `/app/links/${link.slug}?${query}#activity`
  const days = (Date.parse(stats.to) - Date.parse(stats.from)) / 86_400_000
  const units = ranges[range].units.filter(unit => days > fewestDays[unit] && days <= mostDays[unit])
  return (
    <div class="split" data-timezone={stats.timezone}>
      <nav class="choices" aria-label="Range">
        {rangeNames(influence.window).map(name => (
          <a key={name} href={addressOf(`range=${name}`)} aria-current={name === range ? 'true' : undefined}>
            {ranges[name].name}
          </a>
        ))}
      </nav>
      <nav class="choices" aria-label="Unit">
        {units.map(unit => (
          <a
            key={unit}
            href={addressOf(`range=${range}&unit=${unit}`)}
            aria-current={unit === stats.unit ? 'true' : undefined}
          >
            {`by ${unit}`}
          </a>
        ))}
      </nav>
    </div>
  )
}

const reasonColumns: Column<[reason: string, hits: number]>[] = [
  {
    title: 'Reason',
    names: true,
    cell: ([reason]) => (
      <>
        {reasonName(reason)}
        <p class="hint">{reasons[reason]?.explanation}</p>
      </>
    ),
  },
  { title: 'Hits', class: 'number', cell: ([, hits]) => countFigure(hits) },
]

/** Hits that are not a person's click, by reason, with an explanation of each. */
function ExcludedByReason({ stats: { excluded, rules } }: { stats: LinkStats }) {
  const older = olderHitsSentence(rules.olderHits)
  const counted = Object.entries(excluded.byReason).toSorted(([, a], [, b]) => b - a)
  return (
    <section class="card">
      <h2>{`Left out: ${countFigure(excluded.total)}`}</h2>
      <Table columns={reasonColumns} rows={counted} keyOf={([reason]) => reason} />
      {older !== null && <p class="hint">{older}</p>}
    </section>
  )
}
