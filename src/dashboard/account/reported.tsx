import { counted, peopleCounted } from '../../influence/figures.js'
import type { ReportedInfluence } from '../../stats/reported.js'
import { Chart } from '../parts/chart.js'

/** What the network itself says of the tweets: beside our numbers, and drawn in another way. */
export function Reported({ handle, reported }: { handle: string; reported: ReportedInfluence }) {
  const { beside, trend, tweetsWithoutFollowers } = reported
  const months = trend.filter(({ ratio }) => ratio !== null)
  return (
    <section class="card" id="network-reports">
      <h2>As the network reports it</h2>
      <p>{reported.sentence}</p>
      <p class="hint">
        These are the network’s own counts, as they were imported or entered: of clicks, not of people, and
        with all that it takes for a click. They are part of no score.
        {tweetsWithoutFollowers > 0 &&
          ` Without a follower count: ${counted(tweetsWithoutFollowers, 'more tweet')}.`}
      </p>
      {beside !== null && (
        <p>
          {counted(beside.tweets, 'tweet')} with our links:{' '}
          {counted(beside.reportedClicks, 'reported link click')}; we counted{' '}
          {counted(beside.clicks, 'click')} of {peopleCounted(beside.clickers)}.
          {beside.clicks > 2 * beside.reportedClicks &&
            ' That we counted far more is a sign that the link was preloaded.'}
        </p>
      )}
      {months.length > 1 && (
        <Chart
          label={`Link clicks per follower of ${handle} by month, as the network reports them`}
          at={months.map(({ from }) => from)}
          unit="month"
          series={[
            {
              label: 'Reported link clicks per follower',
              kind: 'bars',
              percent: 2,
              values: months.map(({ ratio }) => ratio),
            },
          ]}
        />
      )}
    </section>
  )
}
