import type { ComponentChildren } from 'preact'
import type { Right } from '../../auth/access.js'
import { Layout } from '../layout.js'
import { Form } from './form.js'

interface ConfirmPageProps {
  /** The question. */
  title: string
  /** What will happen. */
  children: ComponentChildren
  /** Where the form posts to. */
  action: string
  /** What it posts besides. */
  fields?: Readonly<Record<string, string>>
  /** The label of its button. */
  verb: string
  /** Where to go instead. */
  back: string
  /** What a key must be allowed to do. */
  needs?: Right
  /** Where to erase it, for those who may. */
  purge?: string | undefined
}

/** Asks again before something that cannot be undone. */
export function ConfirmPage({
  title,
  children,
  action,
  fields = {},
  verb,
  back,
  needs = 'links',
  purge,
}: ConfirmPageProps) {
  return (
    <Layout title={title}>
      <section class="narrow card">
        <h1>{title}</h1>
        {children}
        <Form needs={needs} action={action} class="row">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="danger">
            {verb}
          </button>
          <a class="button quiet" href={back}>
            Keep it
          </a>
        </Form>
        {purge !== undefined && (
          <p class="hint">
            Or <a href={purge}>erase it with everything that belongs to it</a>.
          </p>
        )}
      </section>
    </Layout>
  )
}
