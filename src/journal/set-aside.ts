import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory, writeDurably } from './durable.js'
import type { CorruptPart } from './read.js'

/**
 * Saves a corrupt part of the journal as its own file, `corrupt/<segment>-<offset>`, and returns
 * the path. The name is its place, so a batch that is read twice sets it aside once.
 */
export function setAside(directory: string, part: CorruptPart): Promise<string> {
  return keepFile(directory, folder, nameOf(part), part.bytes)
}

/** Where it is saved, unless another journal has left a file there. */
export function setAsidePath(directory: string, part: Pick<CorruptPart, 'segment' | 'offset'>): string {
  return join(directory, folder, nameOf(part))
}

const folder = 'corrupt'

function nameOf({ segment, offset }: Pick<CorruptPart, 'segment' | 'offset'>): string {
  return `${String(segment).padStart(10, '0')}-${offset}`
}

/**
 * Saves bytes in a folder of the journal and returns the path. A file that another journal left
 * under that name stays.
 */
export async function keepFile(
  directory: string,
  folder: string,
  name: string,
  bytes: Buffer,
): Promise<string> {
  await mkdir(join(directory, folder), { recursive: true })
  for (let n = 1; ; n++) {
    const path = join(directory, folder, n === 1 ? name : `${name}.${n}`)
    const present = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    if (present?.equals(bytes)) return path
    // A crash during the write has left the beginning of the same content.
    if (present !== undefined && !bytes.subarray(0, present.length).equals(present)) continue
    await writeDurably(path, bytes)
    await syncDirectory(join(directory, folder))
    return path
  }
}
