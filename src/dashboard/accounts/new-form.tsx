import type { FormState } from '../form.js'
import { Checkbox } from '../parts/checkbox.js'
import { Field, Form } from '../parts/form.js'

export function NewAccountForm({ form }: { form: FormState }) {
  return (
    <section class="card">
      <h2>Add an account</h2>
      <Form action="/app/accounts" state={form} fields={['handle', 'name', 'followers']}>
        <Field
          name="handle"
          label="Handle"
          state={form}
          required
          autocomplete="off"
          placeholder="@me"
          hint="@name on X, @name.tld on Bluesky, @name@server on Mastodon."
        />
        <Field name="name" label="Name (if you like)" state={form} autocomplete="off" />
        <Field
          name="followers"
          label="Followers now (if you know)"
          state={form}
          inputMode="numeric"
          autocomplete="off"
          hint="Without a count of followers no tweet can be measured."
        />
        <Checkbox name="public" label="Let badges and public pages show its influence" state={form} />
        <button type="submit">Add the account</button>
      </Form>
    </section>
  )
}
