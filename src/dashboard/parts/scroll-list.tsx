import type { ComponentChildren } from 'preact'

/** A list of limited height, with scrolling that also works by keyboard. */
export function ScrollList({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <section class="table-window" aria-label={label} tabIndex={0}>
      <ul>{children}</ul>
    </section>
  )
}
