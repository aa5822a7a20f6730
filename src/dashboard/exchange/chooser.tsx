import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { FirstSteps } from '../parts/first-steps.js'
import { Field } from '../parts/form.js'
import { OpenGraph } from '../parts/open-graph.js'
import { cardOfPage } from '../public/addresses.js'
import { useView } from '../view.js'
import { description, Heading, heading } from './heading.js'

/** The form that chooses two accounts to compare. */
export function Chooser({ form, handles }: { form: FormState; handles: string[] }) {
  const common = { state: form, list: 'handles', autocomplete: 'off' }
  return (
    <form method="get" action="/exchange" class="filter">
      <Field name="from" label="One follower of" placeholder="@a" required {...common} />
      <Field name="to" label="in followers of" placeholder="everybody else" {...common} />
      <datalist id="handles">
        {handles.map(handle => (
          <option key={handle} value={handle} />
        ))}
      </datalist>
      <button type="submit">Compare</button>
    </form>
  )
}

/** The starting page, also shown for an unknown handle. */
export function ChooserPage({ form, handles }: { form: FormState; handles: string[] }) {
  return (
    <Layout
      title="Exchange"
      description={description}
      head={<OpenGraph path="/exchange" title={heading} description={description} card={cardOfPage('/')} />}
      listed={form.problems.length === 0}
    >
      <Heading />
      {handles.length === 0 && form.problems.length === 0 ? (
        <NothingToCompare />
      ) : (
        <section class="card">
          <h2>Compare two accounts</h2>
          <Chooser form={form} handles={handles} />
        </section>
      )}
    </Layout>
  )
}

/** Shown instead of a form that no account could be put into. */
function NothingToCompare() {
  const { viewer } = useView()
  return (
    <section class="card">
      <h2>{viewer === null ? 'No account here is public yet' : 'No account to compare yet'}</h2>
      <p>
        A rate takes two accounts, each with a known number of followers and a tweet that can be measured.
      </p>
      {viewer === null ? (
        <p>
          <a href="/">What Fivehundred is</a>
        </p>
      ) : (
        <FirstSteps />
      )}
    </section>
  )
}
