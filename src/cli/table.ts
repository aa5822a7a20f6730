import { dim, type Text } from './text.js'

/**
 * Aligned rows under their headings. The last column is never padded, because it holds names and
 * referrers, whose width on a terminal is unknown. `right` lists the right-aligned columns, such as
 * numbers.
 */
export function table(headings: string[], rows: string[][], { right = [] as number[] } = {}): Text[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map(row => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        if (right.includes(column)) return cell.padStart(width)
        return column === cells.length - 1 ? cell : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [dim(line(headings)), ...rows.map(line)]
}

/** One line per name and value, with the values aligned. */
export function facts(rows: [string, Text][]): Text[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => ['  ', dim(name.padEnd(width)), '  ', value])
}
