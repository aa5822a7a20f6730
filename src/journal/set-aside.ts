import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CorruptPart } from './read.js'

/**
 * Keeps a corrupt part of the journal as a file of its own, `corrupt/<segment>-<offset>`, and returns the path. Named by
 * its place, so a batch that is read twice sets it aside once.
 */
export async function setAside(directory: string, part: CorruptPart): Promise<string> {
  const folder = join(directory, 'corrupt')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${String(part.segment).padStart(10, '0')}-${part.offset}`)
  await writeFile(path, part.bytes, { flush: true })
  return path
}
