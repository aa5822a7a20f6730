import { columnName } from '../typed/csv-start.js'

/** Where a table's header begins, and how many lines are above it. */
export interface Head {
  at: number
  above: number
}

const headBytes = 8 * 1024
const mostHeadLines = 10

/**
 * Where the header is that has such columns (in the form of `columnName`), below a title if there
 * is one. Null for any other file.
 */
export function findHead(file: Uint8Array, isHeader: (columns: string[]) => boolean): Head | null {
  const head = Buffer.from(file.subarray(0, headBytes)).toString('latin1')
  let at = 0
  for (const [above, line] of head
    .split(/(?<=\n|\r(?!\n))/)
    .slice(0, mostHeadLines)
    .entries()) {
    if (
      isHeader(
        line
          .replace(/^\xef\xbb\xbf/, '')
          .split(/[,;\t]/)
          .map(columnName),
      )
    )
      return { at, above }
    at += line.length
  }
  return null
}
