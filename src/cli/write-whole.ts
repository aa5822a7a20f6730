import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { fileProblem } from '../typed/file-problem.js'
import { CommandFailed } from './errors.js'

/**
 * Writes a file that gets its name only when it is complete, so that nobody takes a part for the
 * whole. Anything but a file, such as a named pipe, is written to directly. Throws CommandFailed.
 */
export async function writeWhole(
  path: string,
  pieces: AsyncIterable<string | Uint8Array> | (string | Uint8Array)[],
): Promise<void> {
  const part = (await isFile(path)) ? `${path}.part` : path
  try {
    await pipeline(pieces, createWriteStream(part))
    if (part !== path) await rename(part, path)
  } catch (error) {
    if (part !== path) await rm(part, { force: true })
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw new CommandFailed(fileProblem(path, 'written', error), [], { cause: error })
  }
}

/** Or could become one. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return true
  }
}
