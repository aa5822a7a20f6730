import { countFigure, nounFor, timesFigure } from '../../influence/figures.js'
import type { FacetValue } from '../../stats/breakdowns.js'
import { Breakdown } from '../parts/breakdown.js'
import { Chart, type ChartSeries } from '../parts/chart.js'
import { Figure } from '../parts/figure.js'
import { Moment } from '../parts/moment.js'
import { useView } from '../view.js'
import { addressOf } from './address.js'
import { facets } from './facets.js'
import type { TweetView } from './load.js'
import { unitsFor } from './ranges.js'

/** The clicks of the range, against the range before, and over time. */
export function Activity({ view }: { view: TweetView }) {
  const { stats, before, shown } = view
  const { span, title } = shown.range
  const isOfReason = shown.filter.reason !== undefined
  const bars = (label: string, count: 'clicks' | 'clickers' | 'excluded'): ChartSeries => ({
    label,
    values: stats.series.map(point => point[count]),
    kind: 'bars',
  })
  return (
    <section class="card" id="activity" data-refresh>
      <div class="split">
        <div>
          <h2>{title}</h2>
          <p class="muted small">
            <Moment at={stats.from} /> – {span.to === undefined ? 'now' : <Moment at={stats.to} />}
            {beginsEarlier(view) && ', from a whole quarter of an hour'}
            {Object.keys(shown.filter).length > 0 && ', filtered'}
          </p>
          <WhyNone view={view} />
        </div>
        <Units view={view} />
      </div>
      <div class="figures even">
        {!isOfReason && (
          <>
            <Count
              name="clicks"
              count={stats.clicks}
              before={before?.clicks}
              label={nounFor(stats.clicks, 'click')}
            />
            <Count
              name="clickers"
              count={stats.clickers}
              before={before?.clickers}
              label={nounFor(stats.clickers, 'clicker')}
            />
          </>
        )}
        <Count name="excluded" count={stats.excluded.total} before={before?.excluded} label="filtered out" />
      </div>
      <Chart
        label={`${isOfReason ? 'Hits filtered out' : 'Clicks and clickers'} by ${stats.unit}`}
        at={stats.series.map(({ at }) => at)}
        unit={stats.unit}
        timezone={stats.timezone}
        series={
          isOfReason
            ? [bars('Filtered out', 'excluded')]
            : [bars('Clicks', 'clicks'), bars('Clickers', 'clickers')]
        }
      />
    </section>
  )
}

/** Whether a range with a name is longer than its name says. */
function beginsEarlier({ shown: { range }, stats }: TweetView): boolean {
  const { preset, span } = range
  return preset !== null && span.from !== undefined && Date.parse(stats.from) < Date.parse(span.from)
}

/** Says why a range can have no clicks. */
function WhyNone({ view: { link, stats } }: { view: TweetView }) {
  const { now } = useView()
  if (new Date(stats.from) > now) {
    return <p class="notice">This range has not begun yet, so there is nothing to count.</p>
  }
  const hits = stats.clicks + stats.excluded.total
  if (hits > 0 || new Date(stats.to) > new Date(link.createdAt)) return null
  return (
    <p class="notice">
      This range ends before the link was made, at <Moment at={link.createdAt} />.
    </p>
  )
}

interface CountProps {
  name: string
  count: number
  /** In the range before; undefined where there is none. */
  before: number | undefined
  label: string
}

function Count({ name, count, before, label }: CountProps) {
  return (
    <Figure
      value={<span data-figure={name}>{countFigure(count)}</span>}
      label={label}
      {...(before !== undefined && {
        note: (
          <>
            <b>{change(count, before)}</b> {`${countFigure(before)} in the range before`}
          </>
        ),
      })}
    />
  )
}

/** "+25 %", "−8 %", "12 times"; nothing where there is nothing to compare with. */
function change(count: number, before: number): string {
  if (before === 0) return ''
  const ratio = count / before
  if (ratio >= 10) return `${timesFigure(ratio)} times`
  const percent = Math.round(100 * (ratio - 1))
  return `${percent < 0 ? '−' : percent > 0 ? '+' : '±'}${Math.abs(percent)} %`
}

/** Chooses the bars of the chart, without JavaScript. */
function Units({ view: { shown, stats } }: { view: TweetView }) {
  const units = unitsFor({ from: new Date(stats.from), to: new Date(stats.to) })
  if (units.length < 2) return null
  return (
    <nav class="choices small" aria-label="Unit">
      {units.map(unit => (
        <a
          key={unit}
          href={addressOf(shown, { unit })}
          aria-current={unit === stats.unit ? 'true' : undefined}
        >
          {`by ${unit}`}
        </a>
      ))}
    </nav>
  )
}

/** What the clicks of the range are made of; each value is a link to those clicks alone. */
export function Facets({ view }: { view: TweetView }) {
  const { stats, shown } = view
  if (shown.filter.reason !== undefined) return <div id="facets" data-refresh hidden />
  if (stats.clicks === 0) {
    return (
      <div class="card" id="facets" data-refresh>
        <p class="empty">No clicks in this range</p>
      </div>
    )
  }
  return (
    <div class="grid facets" id="facets" data-refresh>
      {(Object.keys(facets) as (keyof typeof facets)[]).map(name => {
        const { title, what, label, icon, of } = facets[name]
        const on = shown.filter[name] !== undefined
        return (
          <section key={name} class="card">
            <h2>{title}</h2>
            <Breakdown
              what={what}
              values={stats[of]}
              name={label}
              icon={icon}
              href={value => (value === 'other' || on ? null : addressOf(shown, { [name]: value }))}
            />
            {name === 'referrer' && <AboutTweets referrers={stats.referrers} />}
          </section>
        )
      })}
    </div>
  )
}

/** X gives each tweet's link its own t.co address, which is the referrer. */
function AboutTweets({ referrers }: { referrers: FacetValue[] }) {
  const tweet = referrers.find(({ value }) => value.startsWith('t.co/'))
  if (tweet === undefined) return null
  return (
    <p class="hint">
      Each t.co address is one tweet on X:{' '}
      <a href={`https://x.com/search?q=${encodeURIComponent(tweet.value)}`} rel="noopener noreferrer">
        search X for {tweet.value}
      </a>
      . Opening the address itself would count as a click.
    </p>
  )
}
