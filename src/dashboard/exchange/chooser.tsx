import type { FormState } from '../form.js'
import { Field } from '../parts/form.js'

/** Leads to the comparison of two accounts. */
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
