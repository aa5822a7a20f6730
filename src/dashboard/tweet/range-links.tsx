import type { TweetView } from './load.js'
import { rangeNames, ranges } from './ranges.js'

/** A chart of one or two points tells nothing, and one of thousands no more. */
const fewestDays = { hour: 0, day: 2, week: 14, month: 60 }
const mostDays = { hour: 100, day: 1_000, week: 5_000, month: 100_000 }

/** Choosing what the chart shows, without JavaScript. */
export function RangeLinks({ view: { link, influence, range, stats } }: { view: TweetView }) {
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
