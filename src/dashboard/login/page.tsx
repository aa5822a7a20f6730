import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'
import { demoKey } from './demo-key.js'

interface LoginPageProps {
  form: FormState
  /** Why a login would not last. */
  trouble: string | null
  /** Whether everybody may know the key. */
  isDemo: boolean
  /** A form that was sent without a login: where to, and what was typed into it. */
  waiting?: Waiting | undefined
}

export interface Waiting {
  action: string
  fields: Readonly<Record<string, string>>
}

/** The name of the key's field: no other form has one with that name. */
export const keyField = 'loginKey'

export function LoginPage({ form, trouble, isDemo, waiting }: LoginPageProps) {
  const name = waiting === undefined ? 'key' : keyField
  const hidden = waiting === undefined ? { next: form.values.next ?? '/app' } : waiting.fields
  return (
    <Layout title="Log in">
      <section class="narrow">
        <h1>Log in</h1>
        {waiting !== undefined && (
          <p class="notice" role="status">
            Your session ended. Log in, and what you typed is here again.
          </p>
        )}
        {trouble !== null && (
          <p class="notice" role="status">
            {trouble}
          </p>
        )}
        {isDemo && (
          <p class="notice">
            The key of this demo is <code>{demoKey}</code>.
          </p>
        )}
        <Form action={waiting?.action ?? '/login'} class="card" state={form} fields={[name]}>
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Field
            name={name}
            label="API key"
            type="password"
            state={form}
            required
            autocomplete="current-password"
            {...(!isDemo && {
              hint: 'The service printed the first one when it started. An admin makes more in the settings.',
            })}
          />
          <button type="submit">Log in</button>
        </Form>
      </section>
    </Layout>
  )
}
