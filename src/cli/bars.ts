/**
 * A bar for `value` out of `most`, at most `width` characters long, in steps of an eighth. Anything
 * above zero is visible.
 */
export function bar(value: number, most: number, width: number): string {
  if (value <= 0 || most <= 0) return ''
  const eighths = Math.max(1, Math.round((value / most) * width * 8))
  return '█'.repeat(Math.floor(eighths / 8)) + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]
}

/** One character per value, from the empty line to the full block; zero stays on the line. */
export function sparkline(values: number[]): string {
  const most = Math.max(...values)
  const steps = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
  return values.map(value => steps[most > 0 ? Math.ceil((value / most) * 7) : 0]).join('')
}

/** Sums of neighbours, so that at most `most` values remain. */
export function merged(values: number[], most: number): number[] {
  const size = Math.ceil(values.length / most)
  const sums: number[] = []
  for (let at = 0; at < values.length; at += size) {
    sums.push(values.slice(at, at + size).reduce((sum, value) => sum + value, 0))
  }
  return sums
}
