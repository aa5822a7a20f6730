import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'

/** `trouble` says why a login could not last. */
export function LoginPage({ form, trouble }: { form: FormState; trouble: string | null }) {
  return (
    <Layout title="Log in">
      <section class="narrow">
        <h1>Log in</h1>
        {trouble !== null && (
          <p class="notice" role="status">
            {trouble}
          </p>
        )}
        <Form action="/login" state={form} fields={['key']} class="card">
          <input type="hidden" name="next" value={form.values.next ?? '/app'} />
          <Field
            name="key"
            label="API key"
            type="password"
            state={form}
            required
            autocomplete="current-password"
            hint="The service printed the first one when it started; `fivehundred key create` makes more."
          />
          <button type="submit">Log in</button>
        </Form>
      </section>
    </Layout>
  )
}
