import type { ProviderState } from '../../accounts/provider-states.js'
import { countFigure } from '../../influence/figures.js'
import { Moment } from '../parts/moment.js'

const names: Record<string, string> = { x: 'X', bluesky: 'Bluesky', mastodon: 'Mastodon' }

/** Whether the networks can be asked for follower counts, and how that is going. */
export function Networks({ providers }: { providers: ProviderState[] }) {
  return (
    <section class="card" id="networks">
      <h2>Networks</h2>
      <p class="hint">The followers of accounts that tweet are counted again from time to time.</p>
      <div class="grid">
        {providers.map(state => (
          <Network key={state.provider} state={state} />
        ))}
      </div>
    </section>
  )
}

function Network({ state }: { state: ProviderState }) {
  const { provider, configured, missing, dailyBudget, askedToday, lastSuccessAt, lastProblem } = state
  const name = names[provider] ?? provider
  return (
    <div>
      <h3>{name}</h3>
      {configured ? (
        <p>Connected.</p>
      ) : (
        <p>
          {name} isn’t connected: set <code>{missing}</code>.
        </p>
      )}
      <p>
        {countFigure(askedToday)}
        {dailyBudget !== null && ` of at most ${countFigure(dailyBudget)}`} accounts asked about today (UTC).
      </p>
      {lastSuccessAt !== null && (
        <p>
          Last answer <Moment at={lastSuccessAt} />.
        </p>
      )}
      {lastProblem !== null && (
        <p>
          Last trouble <Moment at={lastProblem.at} /> with {lastProblem.handle}: {lastProblem.problem}.
        </p>
      )}
    </div>
  )
}
