import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Chooser } from './chooser.js'
import { Heading } from './heading.js'

/** Where one begins, and where a handle is not known. */
export function ChooserPage({ form, handles }: { form: FormState; handles: string[] }) {
  return (
    <Layout title="Exchange" listed={form.problems.length === 0}>
      <Heading />
      <section class="card">
        <h2>Compare two accounts</h2>
        <Chooser form={form} handles={handles} />
      </section>
    </Layout>
  )
}
