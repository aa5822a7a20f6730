import type { LinkImportReport } from '../../imports/report.js'
import { counted, countFigure, nounFor } from '../../influence/figures.js'
import { Figure } from '../parts/figure.js'

/** The rows that an import names: with the name of the link, where it is known. */
type NamedRows = Partial<Pick<LinkImportReport, 'clashes' | 'clashTotal' | 'errors' | 'errorTotal'>>

/** The outcome of an import or its preview; if it failed, with the status of the answer. */
export type ImportOutcome = { report: LinkImportReport } | ({ message: string; status: number } & NamedRows)

/** What an import did or would do, or why nothing was done, with every row that is in the way. */
export function Outcome({ outcome }: { outcome: ImportOutcome }) {
  if ('report' in outcome) return <Report report={outcome.report} />
  return (
    <section class="problems" role="alert">
      <p>
        <strong>{outcome.message}</strong>
      </p>
      <Rows rows={outcome} />
    </section>
  )
}

function Report({ report }: { report: LinkImportReport }) {
  const { what, source, rows, dryRun, made, changed, attached, alreadyThere, left } = report
  const noun = what === 'links' ? 'link' : 'tweet'
  return (
    <section class="card" data-done={dryRun || left > 0 ? undefined : true}>
      <h2>{dryRun ? 'This is what the import would do' : 'Imported'}</h2>
      <p>
        {counted(rows, 'row')} of {source}, with {what}.
      </p>
      <div class="figures">
        <Figure
          value={countFigure(made)}
          label={`${nounFor(made, noun)} ${dryRun ? 'would be new' : 'new'}`}
        />
        <Figure value={countFigure(alreadyThere)} label={`${nounFor(alreadyThere, noun)} already there`} />
        {what === 'tweets' && (
          <>
            <Figure value={countFigure(changed)} label={`${nounFor(changed, 'tweet')} with newer numbers`} />
            <Figure
              value={countFigure(attached)}
              label={`${nounFor(attached, 'link')} ${dryRun ? 'would be attached' : 'attached'}`}
            />
          </>
        )}
      </div>
      <Rows rows={report} />
      {left > 0 && <p>Still to come: {counted(left, 'link')}. Press “Import now” once more.</p>}
      <p>{dryRun ? 'Nothing is stored yet. Import it now, below.' : <Next what={what} />}</p>
    </section>
  )
}

function Next({ what }: Pick<LinkImportReport, 'what'>) {
  return what === 'links' ? <a href="/app">To the links</a> : <a href="/app/accounts">To the accounts</a>
}

function Rows({ rows: { clashes = [], clashTotal = 0, errors = [], errorTotal = 0 } }: { rows: NamedRows }) {
  const told = [
    ...errors.map(({ line, slug, field, message }) => ({
      key: `${line} ${slug} ${field} ${message}`,
      place: `Line ${countFigure(line)}${slug ? `, ${slug}` : ''}`,
      text: [field, message].filter(Boolean).join(' '),
    })),
    ...clashes.map(({ line, slug, message, becomes }) => ({
      key: `${line} ${slug}`,
      place: `Line ${countFigure(line)}, ${slug}`,
      text: becomes === null ? message : `${message}, becomes ${becomes}`,
    })),
  ]
  const more = clashTotal + errorTotal - told.length
  if (told.length === 0) return null
  return (
    <ul class="table-window">
      {told.map(({ key, place, text }) => (
        <li key={key}>
          {place}: {text}
        </li>
      ))}
      {more > 0 && <li>and {countFigure(more)} more</li>}
    </ul>
  )
}
