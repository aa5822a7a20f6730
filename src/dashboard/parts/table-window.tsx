import type { ComponentChildren } from 'preact'

/** A long or wide table that scrolls inside of the page, by keyboard, too. */
export function TableWindow({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <section class="scroll table-window" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
