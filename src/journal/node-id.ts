import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { syncDirectory, writeDurably } from './durable.js'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The id of the node a journal belongs to, made on the first call. It names the node's positions in
 * the database, and lives with the journal because a position without its journal, or the reverse,
 * would lose clicks. A file that holds no id, as after a power failure, is put aside for a new id:
 * that one has no positions yet, so all of the journal is read again, which doubles nothing.
 */
export async function readNodeId(directory: string, log?: Pick<Logger, 'warn'>): Promise<string> {
  const path = join(directory, 'node-id')
  const stored = await idIn(path)
  if (stored === null) return makeNodeId(directory, path, log)
  if (stored !== '') return stored
  const damaged = join(directory, `node-id.damaged-${randomUUID()}`)
  await rename(path, damaged).catch(ignore('ENOENT'))
  // Of two starts at once the later one may have taken away the id that the first has just made.
  if (await idIn(damaged)) await link(damaged, path).catch(ignore('EEXIST'))
  else
    log?.warn({ path, damaged }, 'The journal had no readable node id and gets a new one; it is read again.')
  await syncDirectory(directory)
  return readNodeId(directory, log)
}

async function makeNodeId(directory: string, path: string, log?: Pick<Logger, 'warn'>): Promise<string> {
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
    return readNodeId(directory, log)
  } finally {
    await unlink(draft)
  }
}

/** Null where there is no such file, empty where it holds no id. */
async function idIn(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(ignore('ENOENT'))
  if (text === undefined) return null
  return uuid.test(text.trim()) ? text.trim() : ''
}

function ignore(code: string): (error: NodeJS.ErrnoException) => undefined {
  return error => {
    if (error.code !== code) throw error
  }
}
