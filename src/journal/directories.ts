import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const name = /^worker-([1-9]\d*)$/

/**
 * Where a process of the service writes its journal. With several workers each has one of its own,
 * numbered from 1, below the one of a service that is a single process (null).
 */
export function journalDirectory(dataDir: string, worker: number | null): string {
  const main = join(dataDir, 'journal')
  return worker === null ? main : join(main, `worker-${worker}`)
}

/**
 * All journals that processes of the service may ever have written there: the main one first, which
 * need not exist.
 */
export async function journalDirectories(dataDir: string): Promise<string[]> {
  const names = await readdir(journalDirectory(dataDir, null)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const workers = names.flatMap(found => name.exec(found)?.[1] ?? []).map(Number)
  return [null, ...workers.sort((a, b) => a - b)].map(worker => journalDirectory(dataDir, worker))
}
