import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeLine } from '../journal/line.js'
import type { ClickRecord } from '../journal/record.js'

/**
 * Keeps a record that the database refused, as its journal line in `refused/<id>`, and returns the path. Named by its id, so
 * that a batch that is read twice keeps it once.
 */
export async function keepRefused(journalDirectory: string, record: ClickRecord): Promise<string> {
  const folder = join(journalDirectory, 'refused')
  await mkdir(folder, { recursive: true })
  const path = join(folder, record.id.replace(/[^0-9a-f-]/g, ''))
  await writeFile(path, encodeLine(record), { flush: true })
  return path
}
