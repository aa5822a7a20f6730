import type { Link } from '../../links/view.js'

/** What its managers wrote about a link. */
export function Notes({ link }: { link: Link }) {
  if (link.notes === null) return null
  return (
    <section class="card">
      <h2>Notes</h2>
      <p class="written">{link.notes}</p>
    </section>
  )
}
