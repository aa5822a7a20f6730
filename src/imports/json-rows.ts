import { columnName } from '../typed/csv-start.js'
import type { Turns } from '../typed/turns.js'
import { decodeUtf8 } from '../typed/utf8.js'
import { jsonEntries } from './json-entries.js'
import type { Values } from './values.js'

/** A line of a table, or an entry of a list. */
export interface Row {
  line: number
  values: Values
}

/** A line that is no row; with a name it can be left out. */
export interface BadLine {
  line: number
  message: string
  slug?: string
}

/** Some rows of a file, and the lines that are none. */
export type Rows = AsyncGenerator<{ rows: Row[]; problems: BadLine[] }>

/** The objects of a file, with their names as columns. */
export async function* jsonRows(file: Uint8Array, turns: Turns): Rows {
  for await (const { entries, problems } of jsonEntries(file, turns)) {
    const rows: Row[] = []
    for (const { line, bytes } of entries) {
      try {
        const entry = Object.entries(JSON.parse(decodeUtf8(bytes)) as object)
        rows.push({ line, values: new Map(entry.map(([name, value]) => [columnName(name), value])) })
      } catch {
        problems.push({ line, message: 'is not valid JSON' })
      }
    }
    yield { rows, problems }
  }
}
