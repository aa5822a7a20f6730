import type { Turns } from '../typed/turns.js'
import type { BadLine, Row, Rows } from './json-rows.js'
import type { RowProblem } from './read-link.js'

/** What is counted while a file is read. */
export interface Found {
  rows: number
  problems: RowProblem[]
}

/**
 * The rows of a file one by one, in turns with everything else in the process. They are counted in
 * `found`, which also gets the lines that are no rows.
 */
export async function* eachRow(rows: Rows, turns: Turns, found: Found): AsyncGenerator<Row> {
  for await (const some of rows) {
    found.problems.push(...some.problems.map(badRow))
    for (const row of some.rows) {
      found.rows++
      yield row
      if (turns.isOver()) await turns.next()
    }
  }
}

/** A line that is no row, as the report of an import has it. */
function badRow({ slug, message, ...place }: BadLine): RowProblem {
  return { ...place, slug: slug ?? null, field: null, message }
}
