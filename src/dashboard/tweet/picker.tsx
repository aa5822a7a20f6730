import { countFigure } from '../../influence/figures.js'
import { filterNames, mostCounted } from '../../stats/filter.js'
import { Moment } from '../parts/moment.js'
import { UserText } from '../parts/user-text.js'
import { addressOf, addressOfRange, queryOf } from './address.js'
import { filterWords } from './facets.js'
import type { TweetView } from './load.js'
import { presetsOf } from './ranges.js'

/** What the numbers of the page are of: a range of time, and values of the breakdowns. */
export function Picker({ view }: { view: TweetView }) {
  const { shown, influence, stats } = view
  const { range } = shown
  return (
    <section
      class="picker"
      id="picker"
      aria-label="What is shown"
      tabIndex={-1}
      data-refresh
      data-timezone={stats.timezone}
    >
      <nav class="choices" aria-label="Range">
        {presetsOf(influence.window).map(({ value, name }) => (
          <a
            key={value}
            href={addressOfRange(shown, value === 'all' ? undefined : value)}
            aria-current={value === range.preset ? 'true' : undefined}
          >
            {name}
          </a>
        ))}
        <details class="dates" open={range.preset === null}>
          <summary>Dates</summary>
          <Dates view={view} />
        </details>
      </nav>
      <Filters view={view} />
    </section>
  )
}

function Dates({ view: { shown } }: { view: TweetView }) {
  const { from, to } = shown.range.query
  const kept = queryOf({ ...shown, range: { ...shown.range, query: {} }, unit: undefined })
  return (
    <form method="get" action={addressOf({ ...shown, filter: {} }, { range: undefined })}>
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label>
        From <input type="date" name="from" value={from} min="1970-01-01" />
      </label>
      <label>
        to <input type="date" name="to" value={to} min="1970-01-01" />
      </label>
      <button type="submit" class="small">
        Apply
      </button>
    </form>
  )
}

/** The active filters, each with a way to remove it. */
function Filters({ view: { shown, stats } }: { view: TweetView }) {
  const on = filterNames.filter(name => shown.filter[name] !== undefined)
  if (on.length === 0) return null
  return (
    <>
      <p class="row filters">
        {on.map(name => {
          const { what, label } = filterWords[name]
          return (
            <a key={name} class="chip" href={addressOf(shown, { [name]: undefined })}>
              {`${what}: `}
              <UserText text={label(shown.filter[name] ?? '')} most={60} />
              <span aria-hidden="true"> ✕</span>
              <span class="unseen"> (remove this filter)</span>
            </a>
          )
        })}
        {on.length > 1 && (
          <a href={addressOf(shown, Object.fromEntries(on.map(name => [name, undefined])))}>Remove all</a>
        )}
      </p>
      {stats.countedFrom !== null && (
        <p class="notice">
          With a filter, hits are counted one by one. This range has too many, so only the newest{' '}
          {countFigure(mostCounted)}, since <Moment at={stats.countedFrom} />, are counted.
        </p>
      )}
    </>
  )
}
