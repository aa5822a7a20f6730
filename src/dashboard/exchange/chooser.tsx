import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field } from '../parts/form.js'
import { OpenGraph } from '../parts/open-graph.js'
import { cardOfPage } from '../public/addresses.js'
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
      <section class="card">
        <h2>Compare two accounts</h2>
        <Chooser form={form} handles={handles} />
      </section>
    </Layout>
  )
}
