import { dim, type Text } from './text.js'

/**
 * Aligned rows under their headings. The last column is never padded: names and referrers go there,
 * whose width on a terminal nobody knows. `right` lists the columns whose values end at the same
 * place, as numbers do.
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

/** Name and value, a line each, the values below each other. */
export function facts(rows: [string, Text][]): Text[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => ['  ', dim(name.padEnd(width)), '  ', value])
}
