import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory, writeDurably } from './durable.js'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The id of the node a journal belongs to, made on the first call. It names the node's position in
 * the database, and lives with the journal because a position without its journal, or the reverse,
 * would lose clicks.
 */
export async function readNodeId(directory: string): Promise<string> {
  const path = join(directory, 'node-id')
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (stored !== undefined && uuid.test(stored.trim())) return stored.trim()
  if (stored !== undefined) throw new Error(`${path} holds no UUID; put back the one this journal had.`)
  await mkdir(directory, { recursive: true })
  const id = randomUUID()
  // Written beside, then linked: a crash leaves no half id, and of two first starts at once both
  // get the one that was first.
  const draft = `${path}.${id}`
  await writeDurably(draft, `${id}\n`)
  try {
    await link(draft, path)
    await syncDirectory(directory)
    return id
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readNodeId(directory)
  } finally {
    await unlink(draft)
  }
}
