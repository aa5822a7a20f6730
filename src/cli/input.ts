import { readFile } from 'node:fs/promises'
import { CommandFailed } from './errors.js'
import type { Terminal } from './terminal.js'

/** A file of this media type, or standard input for "-". Throws CommandFailed. */
export async function readInput(terminal: Terminal, path: string, type: string): Promise<Blob> {
  try {
    const bytes = path === '-' ? await terminal.read() : await readFile(path)
    return new Blob([new Uint8Array(bytes)], { type })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandFailed(`${path} cannot be read (${code}).`, [], { cause: error })
  }
}
