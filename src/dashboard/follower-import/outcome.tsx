import type { ImportReport } from '../../accounts/import-history.js'
import type { LineProblem } from '../../errors.js'
import { countFigure, nounFor } from '../../influence/figures.js'
import type { Refused } from '../form.js'
import { Figure } from '../parts/figure.js'
import { ScrollList } from '../parts/scroll-list.js'

/** The outcome of an import or its preview; if it failed, with the status of the answer. */
export type ImportOutcome = { report: ImportReport } | Refused

/** What an import did or would do, or every line that is wrong. */
export function Outcome({ outcome }: { outcome: ImportOutcome }) {
  if ('report' in outcome) return <Report report={outcome.report} />
  const { errors: lines = [] } = outcome.facts as { errors?: LineProblem[] }
  return (
    <section class="problems" role="alert">
      <p>
        <strong>{outcome.message}</strong>
      </p>
      {lines.length > 0 && (
        <ScrollList label="Lines that are wrong">
          {lines.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              Line {countFigure(line)}: {message}
            </li>
          ))}
        </ScrollList>
      )}
    </section>
  )
}

function Report({ report: { dryRun, accounts, snapshots, tweetsCorrected } }: { report: ImportReport }) {
  const [added, replaced, measured] = dryRun
    ? ['would be added', 'would be replaced', 'would be measured again']
    : ['added', 'replaced', 'measured again']
  return (
    <section class="card" data-done={dryRun ? undefined : true}>
      <h2>{dryRun ? 'This is what the import would do' : 'Imported'}</h2>
      <div class="figures">
        <Figure value={countFigure(snapshots.new)} label={`${nounFor(snapshots.new, 'count')} ${added}`} />
        <Figure
          value={countFigure(snapshots.changed)}
          label={`${nounFor(snapshots.changed, 'count')} ${replaced}`}
        />
        <Figure
          value={countFigure(snapshots.unchanged)}
          label={`${nounFor(snapshots.unchanged, 'count')} already there`}
        />
        <Figure
          value={countFigure(accounts.new)}
          label={`${nounFor(accounts.new, 'account')} ${added}`}
          note={`${countFigure(accounts.known)} known`}
        />
        <Figure
          value={countFigure(tweetsCorrected)}
          label={`${nounFor(tweetsCorrected, 'tweet')} ${measured}`}
        />
      </div>
      <p>
        {dryRun ? (
          'Nothing is stored yet. Import it now, below.'
        ) : (
          <a href="/app/accounts">To the accounts</a>
        )}
      </p>
    </section>
  )
}
