import type { FormState } from '../form.js'
import { Field } from '../parts/form.js'

/** Leads to what the links to an address brought. */
export function LookUp({ form }: { form: FormState }) {
  return (
    <form method="get" action="/app/destinations">
      <h2>See who brought what</h2>
      <Field name="url" id="looked-up" label="Address of a page" inputMode="url" state={form} required />
      <button type="submit" class="quiet">
        Look it up
      </button>
    </form>
  )
}
