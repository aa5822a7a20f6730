import { columnName } from '../typed/csv-start.js'
import type { Turns } from '../typed/turns.js'
import { decodeUtf8 } from '../typed/utf8.js'
import { jsonEntries } from './json-entries.js'
import type { Place } from './row-place.js'
import type { Values } from './values.js'

/** A line of a table, or an entry of a list. */
export interface Row extends Place {
  values: Values
}

/** A line that is no row. If it has a name, the import can leave it out. */
export interface BadLine extends Place {
  message: string
  slug?: string
}

/** Some rows of a file, and the lines that are no rows. */
export type Rows = AsyncGenerator<{ rows: Row[]; problems: BadLine[] }>

/** The objects of a file, with their names as columns. */
export async function* jsonRows(file: Uint8Array, turns: Turns): Rows {
  for await (const { entries, problems } of jsonEntries(file, turns)) {
    const rows: Row[] = []
    for (const { bytes, ...place } of entries) {
      try {
        rows.push({ ...place, values: jsonValues(decodeUtf8(bytes)) })
      } catch {
        problems.push({ ...place, message: 'is not valid JSON' })
      }
    }
    yield { rows, problems }
  }
}

/** The members of an object in JSON, with their names as columns. Throws SyntaxError. */
export function jsonValues(text: string): Values {
  const members = Object.entries(JSON.parse(text) as object)
  return new Map(members.map(([name, value]) => [columnName(name), value]))
}
