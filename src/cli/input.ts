import { createReadStream } from 'node:fs'
import { fileProblem } from '../typed/file-problem.js'
import { CommandFailed } from './errors.js'
import type { Terminal } from './terminal.js'

/** A file of this media type, or standard input for "-". Throws CommandFailed. */
export async function readInput(terminal: Terminal, path: string, type: string): Promise<Blob> {
  const pieces: Uint8Array[] = []
  for await (const piece of inputPieces(terminal, path)) pieces.push(piece)
  return new Blob(pieces as BlobPart[], { type })
}

/** The same in pieces, as they are read. */
export async function* inputPieces(terminal: Terminal, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* path === '-' ? terminal.input() : createReadStream(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw new CommandFailed(fileProblem(path, 'read', error), [], { cause: error })
  }
}
