import { freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'
import { type ImportOutcome, Outcome } from './outcome.js'

interface ImportPageProps {
  /** What was sent, so it can be sent again; null if it is too large to show. */
  csv: string | null
  outcome: ImportOutcome | null
}

/** Imports past follower counts from a file. */
export function ImportPage({ csv, outcome }: ImportPageProps) {
  const isPreviewed = outcome !== null && 'report' in outcome && outcome.report.dryRun
  const form = freshForm({ csv: csv ?? '' })
  return (
    <Layout title="Import follower counts" scripts={['follower-import']}>
      <h1>Import follower counts</h1>
      <p class="lead">
        Old tweets are measured by the followers at that time: import the counts, with all accounts in one
        file.
      </p>
      <div id="outcome" aria-live="polite">
        {outcome !== null && <Outcome outcome={outcome} />}
        {csv === null && (
          <noscript>
            <p class="notice">It is too large to be kept on this page: choose the file again.</p>
          </noscript>
        )}
      </div>
      <div class="grid">
        <Form needs="shared" action="/app/followers/import" class="card import" enctype="multipart/form-data">
          <Field
            name="file"
            label="CSV file"
            type="file"
            state={form}
            hint="At most 10 MB and 200,000 lines. If you choose a file, the lines below are ignored."
          />
          <Field name="csv" label="Or paste its lines" state={form} rows={12} />
          <div class="row" id="steps">
            {isPreviewed && (
              <button type="submit" name="step" value="import">
                Import now
              </button>
            )}
            <button type="submit" name="step" value="preview" class={isPreviewed ? 'quiet' : undefined}>
              Preview
            </button>
          </div>
          <div class="busy" role="status" />
        </Form>
        <Explanation />
      </div>
    </Layout>
  )
}

function Explanation() {
  return (
    <section class="card">
      <h2>What to send</h2>
      <pre>
        {['handle,date,followers', '@me,2025-01-31,480', '@me,2025-02-28,500', '@you,2025-02-28,12000'].join(
          '\n',
        )}
      </pre>
      <p>
        One line for each count. The day is in UTC; a time such as <code>2025-01-31T12:00:00Z</code> works
        too. Semicolons or tabs work instead of commas, and other columns are ignored if the first line names
        them.
      </p>
      <p>
        The preview only says what would happen. An import takes all lines or none; a count of the same
        account and time is replaced, so that the same file may come again. New accounts are created.
      </p>
    </section>
  )
}
