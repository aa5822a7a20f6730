import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { FirstSteps } from '../parts/first-steps.js'
import { Field } from '../parts/form.js'
import { OpenGraph } from '../parts/open-graph.js'
import { SameClicks } from '../parts/same-clicks.js'
import { cardOfPage } from '../public/addresses.js'
import { useView } from '../view.js'
import { description, Heading, heading } from './heading.js'
import { type Pair, pathOf } from './path.js'

/** The form that chooses two accounts to compare. */
export function Chooser({ form, handles }: { form: FormState; handles: string[] }) {
  const common = { state: form, list: 'handles', autocomplete: 'off' }
  return (
    <form method="get" action="/exchange" class="filter">
      <Field name="from" label="One follower of" placeholder="@a" required {...common} />
      <Field name="to" label="in followers of" placeholder="everybody" {...common} />
      <datalist id="handles">
        {handles.map(handle => (
          <option key={handle} value={handle} />
        ))}
      </datalist>
      <button type="submit">Compare</button>
    </form>
  )
}

interface ChooserPageProps {
  form: FormState
  handles: string[]
  /** To try; empty where fewer than two accounts can be compared. */
  pairs: Pair[]
}

/** The starting page, also shown for an unknown handle. */
export function ChooserPage({ form, handles, pairs }: ChooserPageProps) {
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
          {pairs.length > 0 && <Pairs pairs={pairs} />}
        </section>
      )}
      <section class="card">
        <h2>Why followers differ</h2>
        <p>
          The same 400 people click. One follower of the first account brings as many clicks as 40 of the
          second.
        </p>
        <SameClicks />
      </section>
    </Layout>
  )
}

function Pairs({ pairs }: { pairs: Pair[] }) {
  return (
    <>
      <h3>Or try</h3>
      <ul>
        {pairs.map(({ from, to }) => (
          <li key={to}>
            <a href={pathOf({ from, to })}>
              {from} in {to ?? 'everybody else'}
            </a>
          </li>
        ))}
      </ul>
    </>
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
