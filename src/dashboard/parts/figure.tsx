import type { ComponentChildren } from 'preact'

interface FigureProps {
  value: ComponentChildren
  label: string
  /** Small print below, such as the interval. */
  note?: ComponentChildren
  large?: boolean
}

/** One key number and its label. */
export function Figure({ value, label, note, large = false }: FigureProps) {
  return (
    <div class={large ? 'figure large' : 'figure'}>
      <p class="figure-value">{value}</p>
      <p class="figure-label">{label}</p>
      {note !== undefined && <p class="figure-note">{note}</p>}
    </div>
  )
}
