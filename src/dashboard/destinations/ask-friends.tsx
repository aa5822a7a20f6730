import type { FormState } from '../form.js'
import { Field, Form } from '../parts/form.js'

/** A link for each friend. */
export function AskFriends({ form }: { form: FormState }) {
  return (
    <Form action="/app/destinations" state={form} fields={['url', 'accounts']} class="card">
      <h2>Ask friends to tweet a page</h2>
      <Field name="url" label="Address of the page" inputMode="url" state={form} required />
      <Field
        name="accounts"
        label="Who tweets it"
        rows={5}
        state={form}
        required
        placeholder="@ann, @bob.bsky.social, @cid@mastodon.social"
        hint="One handle a line, or with commas. Who has a link to this page keeps it."
      />
      <button type="submit">Make their links</button>
    </Form>
  )
}
