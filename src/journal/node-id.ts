import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { syncDirectory, writeDurably } from './durable.js'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The id of the node that a journal belongs to, made on the first call. It identifies the node's
 * positions in the database. It is stored with the journal, because a position without its journal,
 * or the reverse, would lose hits. A file without an id, for example after a power failure, is
 * renamed and a new id is made. That id has no positions yet, so the whole journal is read again,
 * which counts nothing twice.
 */
export async function readNodeId(directory: string, log?: Pick<Logger, 'warn'>): Promise<string> {
  const path = join(directory, 'node-id')
  const stored = await idIn(path)
  if (stored === null) return makeNodeId(directory, path, log)
  if (stored !== '') return stored
  const damaged = join(directory, `node-id.damaged-${randomUUID()}`)
  await rename(path, damaged).catch(ignore('ENOENT'))
  // If two start at once, the later one may have removed the id that the first has just made.
  if (await idIn(damaged)) await link(damaged, path).catch(ignore('EEXIST'))
  else
    log?.warn({ path, damaged }, 'The journal had no readable node id and gets a new one; it is read again.')
  await syncDirectory(directory)
  return readNodeId(directory, log)
}

/** The id that a journal has; null where there is none, or no journal. Makes nothing. */
export async function findNodeId(directory: string): Promise<string | null> {
  return (await idIn(join(directory, 'node-id'))) || null
}

async function makeNodeId(directory: string, path: string, log?: Pick<Logger, 'warn'>): Promise<string> {
  await mkdir(directory, { recursive: true })
  const id = randomUUID()
  // Written to another name, then linked: a crash leaves no half id, and two simultaneous first
  // starts both get the same id.
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

/** Null if there is no such file, empty if it holds no id. */
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
