import type { ComponentChildren } from 'preact'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'

interface PurgePageProps {
  /** What the person has to type. */
  name: string
  /** What will happen. */
  children: ComponentChildren
  action: string
  back: string
  form: FormState
}

/** Asks for the name before something is erased for good. */
export function PurgePage({ name, children, action, back, form }: PurgePageProps) {
  return (
    <Layout title={`Erase ${name}?`}>
      <section class="narrow card">
        <h1>
          Erase <bdi>{name}</bdi>?
        </h1>
        {children}
        <p>
          Nobody can bring any of it back. Backups that were made before still have it, and so does the
          journal, for as long as it keeps what is counted.
        </p>
        <Form needs="accounts" action={action} state={form} fields={['typed']}>
          <Field
            name="typed"
            label={`Type ${name} to confirm`}
            state={form}
            autocomplete="off"
            required
            maxLength={320}
          />
          <div class="row">
            <button type="submit" class="danger">
              Erase everything
            </button>
            <a class="button quiet" href={back}>
              Keep it
            </a>
          </div>
        </Form>
      </section>
    </Layout>
  )
}
