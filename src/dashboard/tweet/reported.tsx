import { counted } from '../../influence/figures.js'
import { type FormState, refreshes } from '../form.js'
import { Field, Form } from '../parts/form.js'
import { actionOf } from './address.js'
import type { TweetView } from './load.js'

/** What the network's analytics say of the tweet, and what follows from it. */
export function ReportedCard({ view: { influence, shown }, form }: { view: TweetView; form: FormState }) {
  const { impressions, reportedClicks, clicks } = influence
  const values = { impressions: text(impressions), reportedClicks: text(reportedClicks), ...form.values }
  return (
    <section class="card" id="reported" data-refresh={refreshes(form)}>
      <h2>Seen, and clicked when seen</h2>
      {reportedClicks !== null && (
        <p>
          The network reports {counted(reportedClicks, 'link click')}; we counted {counted(clicks, 'click')}{' '}
          by people. Its number is part of no other.
        </p>
      )}
      <details open={form.problems.length > 0}>
        <summary>Enter what X’s analytics say</summary>
        <Form
          action={actionOf(shown, 'reported')}
          state={form}
          fields={['impressions', 'reportedClicks']}
          class="attach"
        >
          <div class="grid">
            <Field
              name="impressions"
              label="Impressions"
              state={{ ...form, values }}
              inputMode="numeric"
              autocomplete="off"
              hint="How often the tweet was shown."
            />
            <Field
              name="reportedClicks"
              label="Link clicks"
              state={{ ...form, values }}
              inputMode="numeric"
              autocomplete="off"
              hint="Left empty, a number is unknown."
            />
          </div>
          <button type="submit">Save</button>
        </Form>
      </details>
    </section>
  )
}

function text(number: number | null): string {
  return number === null ? '' : String(number)
}
