import { createReadStream } from 'node:fs'
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
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall === undefined) throw error
    throw new CommandFailed(unreadable(path, code), [], { cause: error })
  }
}

/** Why a file cannot be read, in words. */
function unreadable(path: string, code: string | undefined): string {
  if (code === 'ENOENT') return `${path} cannot be read (ENOENT): there is no such file.`
  if (code === 'EISDIR') return `${path} cannot be read (EISDIR): it is a folder, name a file in it.`
  if (code === 'EACCES') return `${path} cannot be read (EACCES): this account may not read it.`
  return `${path} cannot be read (${code}).`
}
