import type { FacetValue } from '../../stats/breakdowns.js'
import { Breakdown } from '../parts/breakdown.js'
import { Chart } from '../parts/chart.js'
import { countryName, deviceName, plainName, sourceName } from '../parts/names.js'
import { ExcludedByReason } from './excluded.js'
import type { TweetView } from './load.js'
import { RangeLinks } from './range-links.js'
import { ThroughTweets } from './through-tweets.js'

/** Clicks of a range over time, and where and how they came. */
export function Activity({ view }: { view: TweetView }) {
  const { stats } = view
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
            { label: 'Clickers', values: stats.series.map(({ clickers }) => clickers), kind: 'line' },
          ]}
        />
      </section>
      <div class="grid facets">
        <Facet title="Where the clicks came from" what="Source" values={stats.sources} name={sourceName} />
        <ThroughTweets referrers={stats.referrers} />
        <Facet title="Countries" what="Country" values={stats.countries} name={countryName} />
        <Facet title="Devices" what="Device" values={stats.devices} name={deviceName} />
        <Facet title="Browsers and apps" what="Browser" values={stats.browsers} name={plainName} />
        <Facet title="Systems" what="System" values={stats.systems} name={plainName} />
      </div>
      <ExcludedByReason excluded={stats.excluded} />
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
