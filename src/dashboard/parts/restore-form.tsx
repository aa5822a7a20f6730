import { Form } from './form.js'

/** Brings a deleted link back. */
export function RestoreForm({ slug }: { slug: string }) {
  return (
    <Form action={`/app/links/${slug}/restore`} class="row">
      <button type="submit" class="quiet">
        Restore it
      </button>
    </Form>
  )
}
