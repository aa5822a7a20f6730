import type { ProviderState } from '../../accounts/provider-states.js'
import { countFigure } from '../../influence/figures.js'
import { Moment } from '../parts/moment.js'

const names: Record<string, string> = { x: 'X', bluesky: 'Bluesky', mastodon: 'Mastodon' }

/** Whether the networks can be asked for counts of followers, and how that goes. */
export function Networks({ providers }: { providers: ProviderState[] }) {
  return (
    <section class="card" id="networks">
      <h2>Networks</h2>
      <p class="hint">Accounts that tweet have their followers counted anew from time to time.</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">State</th>
              <th scope="col">Asked today</th>
              <th scope="col">Last answer</th>
              <th scope="col">Last trouble</th>
            </tr>
          </thead>
          <tbody>
            {providers.map(state => (
              <NetworkRow key={state.provider} state={state} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function NetworkRow({ state }: { state: ProviderState }) {
  const { provider, configured, missing, dailyBudget, askedToday, lastSuccessAt, lastProblem } = state
  return (
    <tr>
      <th scope="row" class="nowrap">
        {names[provider] ?? provider}
      </th>
      <td class="nowrap">
        {configured ? (
          'ready'
        ) : (
          <>
            set <code>{missing}</code>
          </>
        )}
      </td>
      <td class="nowrap">
        {countFigure(askedToday)}
        {dailyBudget !== null && ` of ${countFigure(dailyBudget)} accounts`}
      </td>
      <td>{lastSuccessAt === null ? 'none yet' : <Moment at={lastSuccessAt} />}</td>
      <td>
        {lastProblem === null ? (
          'none'
        ) : (
          <>
            {lastProblem.handle}: {lastProblem.problem}, <Moment at={lastProblem.at} />
          </>
        )}
      </td>
    </tr>
  )
}
