import type { ComponentChildren } from 'preact'
import { Layout } from '../layout.js'
import { Form } from './form.js'

interface ConfirmPageProps {
  /** The question. */
  title: string
  /** What happens then. */
  children: ComponentChildren
  /** Where the form posts to. */
  action: string
  /** What its button says. */
  verb: string
  /** Where to go instead. */
  back: string
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmPage({ title, children, action, verb, back }: ConfirmPageProps) {
  return (
    <Layout title={title}>
      <section class="narrow card">
        <h1>{title}</h1>
        {children}
        <Form action={action} class="row">
          <button type="submit" class="danger">
            {verb}
          </button>
          <a class="button quiet" href={back}>
            Keep it
          </a>
        </Form>
      </section>
    </Layout>
  )
}
