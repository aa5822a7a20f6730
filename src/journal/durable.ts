import { type FileHandle, open } from 'node:fs/promises'

/**
 * Writes a whole file and waits until its content is on disk; the name in its directory may still
 * be lost.
 */
export async function writeDurably(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(content)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Writes bytes at a place in a file, however few of them it takes at once. */
export async function writeAll(file: FileHandle, bytes: Buffer, place: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, place + written)
    written += bytesWritten
  }
}

/**
 * Waits until the names in a directory are on disk; otherwise a new file can vanish in a power
 * failure.
 */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
