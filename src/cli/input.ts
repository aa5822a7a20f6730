import { readFile } from 'node:fs/promises'
import { CommandFailed } from './errors.js'

/** A file of this media type, or standard input for "-". Throws CommandFailed. */
export async function readInput(path: string, type: string): Promise<Blob> {
  try {
    const bytes = path === '-' ? Buffer.concat(await process.stdin.toArray()) : await readFile(path)
    return new Blob([new Uint8Array(bytes)], { type })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandFailed(`${path} cannot be read (${code}).`, [], { cause: error })
  }
}
