import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { writeAll } from './durable.js'

/** What places in memory and in the file, and lengths, of direct writes are multiples of. */
export const blockBytes = 4_096
/** The most that one write takes: eight hundred clicks. */
const mostBytes = 64 * blockBytes
/** Memory for a JavaScript buffer begins at multiples of this. */
const memoryStep = 16

/** A file that is written past the page cache, each write on disk when it returns. */
export interface DirectFile {
  file: FileHandle
  /** Begins with the file's last block, as far as that is written. */
  memory: Buffer
}

/**
 * Opens a file of two or more blocks of zeros for direct writes: they take half the processor time
 * of a write and an fdatasync, and do not wait for what others write to the file system. Null where
 * system, file system or disk have no such writes.
 */
export async function openDirect(path: string): Promise<DirectFile | null> {
  const { O_WRONLY, O_DIRECT, O_DSYNC } = constants
  if (O_DIRECT === undefined || O_DSYNC === undefined) return null
  const file = await open(path, O_WRONLY | O_DIRECT | O_DSYNC).catch(() => null)
  if (file === null) return null
  const memory = await alignedMemory(file)
  if (memory !== null) return { file, memory }
  await file.close()
  return null
}

/**
 * JavaScript does not tell where memory begins, so this tries: only a write from where a block may
 * begin is taken. It writes zeros over zeros.
 */
async function alignedMemory(file: FileHandle): Promise<Buffer | null> {
  const memory = Buffer.alloc(mostBytes + blockBytes)
  // From the end, because large memory usually begins one step behind a block.
  for (let at = blockBytes - memoryStep; at >= 0; at -= memoryStep) {
    try {
      await file.write(memory, at, blockBytes, blockBytes)
      return memory.subarray(at, at + mostBytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EINVAL') return null
    }
  }
  return null
}

/**
 * Appends bytes at the end of what has been written to the file: whole blocks, of which the first
 * has what was in the last one before, and the last one has zeros at its end.
 */
export async function writeDirect({ file, memory }: DirectFile, bytes: Buffer, end: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const before = (end + done) % blockBytes
    const length = Math.min(bytes.length - done, memory.length - before)
    const used = before + length
    const whole = Math.ceil(used / blockBytes) * blockBytes
    bytes.copy(memory, before, done, done + length)
    memory.fill(0, used, whole)
    await writeAll(file, memory.subarray(0, whole), end + done - before)
    memory.copyWithin(0, used - (used % blockBytes), used)
    done += length
  }
}
