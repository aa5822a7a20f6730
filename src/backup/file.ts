import { createHash } from 'node:crypto'
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupProblem } from '../errors.js'
import { syncDirectory } from '../journal/durable.js'
import { fileProblem } from '../typed/file-problem.js'
import { type DumpOptions, dump } from './dump.js'
import type { Header } from './header.js'
import { type Loaded, load } from './load.js'

// The file: a line that names the format, a line of JSON (the header), the frames in gzip, and the
// SHA-256 of all that.
const formatLine = 'fivehundred backup 1\n'
const longestFormatLine = 40
const hashBytes = 32
/** Our headers are shorter. */
const mostHeaderBytes = 1024 * 1024
/** Higher levels cost more than twice the time for a tenth of the size. */
const gzipLevel = 3
const chunkSize = 256 * 1024

/**
 * Writes a backup of a database to a file that only its owner may read; the file has its name when
 * it is complete and on disk. Returns its size in bytes. Throws BackupProblem, also if the file
 * exists, and database errors.
 */
export async function writeBackup(url: string, path: string, options: DumpOptions): Promise<number> {
  if (await stat(path).catch(() => null)) throw exists(path)
  const part = `${path}.part`
  const file = await open(part, 'wx', 0o600).catch(cause => {
    if (cause.code !== 'EEXIST') throw unwritable(path, cause)
    throw new BackupProblem(
      `${part} exists: another backup is being written, or one was broken off. In that case, remove it.`,
    )
  })
  try {
    const bytes = await dump(url, options, (header, frames) => write(file, path, header, frames)).finally(
      () => file.close(),
    )
    await giveName(part, path)
    return bytes
  } finally {
    await rm(part, { force: true })
  }
}

async function write(
  file: FileHandle,
  path: string,
  header: Header,
  frames: AsyncIterable<Buffer>,
): Promise<number> {
  const hash = createHash('sha256')
  let written = 0
  const put = async (piece: Buffer) => {
    hash.update(piece)
    // A full disk may have taken a part of it.
    for (let at = 0; at < piece.length; )
      at += (await file.write(piece, at).catch(cause => Promise.reject(unwritable(path, cause)))).bytesWritten
    written += piece.length
  }
  await put(Buffer.from(`${formatLine}${JSON.stringify(header)}\n`))
  await pipeline(frames, createGzip({ level: gzipLevel, chunkSize }), async pieces => {
    for await (const piece of pieces) await put(piece)
  })
  await put(hash.copy().digest())
  await file.sync().catch(cause => Promise.reject(unwritable(path, cause)))
  return written
}

/** Unlike a change of name, a link never replaces a file; not every file system has links. */
async function giveName(part: string, path: string): Promise<void> {
  try {
    await link(part, path)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST') throw exists(path)
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code)) throw unwritable(path, cause)
    await rename(part, path).catch(cause => Promise.reject(unwritable(path, cause)))
  }
  await syncDirectory(dirname(resolve(path)))
}

/** Refuses a file that is no backup before doing anything for it. Throws BackupProblem. */
export async function requireBackup(path: string): Promise<void> {
  const file = await openBackup(path)
  await file.close()
}

/** A file that begins as a backup does. */
async function openBackup(path: string): Promise<FileHandle> {
  const unreadable = (cause: unknown) => {
    throw new BackupProblem(fileProblem(path, 'read', cause), { cause })
  }
  const file = await open(path).catch(unreadable)
  try {
    const beginning = Buffer.alloc(longestFormatLine)
    const { bytesRead } = await file.read(beginning, 0, longestFormatLine, 0).catch(unreadable)
    const problem = formatProblem(beginning.subarray(0, bytesRead).toString('latin1'))
    if (problem !== null) throw new BackupProblem(`${path} ${problem}`)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

function formatProblem(beginning: string): string | null {
  if (beginning.startsWith(formatLine)) return null
  if (beginning === '') return 'is empty: it is no backup of Fivehundred.'
  return /^fivehundred backup \d+\n/.test(beginning)
    ? 'is a backup of a newer Fivehundred. Restore it with that version.'
    : 'is no backup of Fivehundred.'
}

/**
 * Restores a backup into an empty database; see `load`. The whole file is checked before anything
 * is written. Throws BackupProblem and database errors.
 */
export async function readBackup(path: string, url: string, signal?: AbortSignal): Promise<Loaded> {
  const file = await openBackup(path)
  try {
    const { header, start, end } = await check(file, path)
    const gzip = file.createReadStream({ start, end: end - 1, autoClose: false, highWaterMark: chunkSize })
    const frames = createGunzip({ chunkSize })
    const unpacked = pipeline(gzip, frames)
    unpacked.catch(() => {})
    const loaded = await load(url, header, frames, signal)
    return loaded
  } finally {
    await file.close()
  }
}

/** Reads all of a file once. The rows are from `start` to before `end`. */
async function check(
  file: FileHandle,
  path: string,
): Promise<{ header: Header; start: number; end: number }> {
  const { size } = await file.stat()
  const beginning = await readAt(file, 0, Math.min(size, mostHeaderBytes))
  const end = size - hashBytes
  const hash = createHash('sha256')
  for (let at = 0; at < end; ) {
    const piece = await readAt(file, at, Math.min(chunkSize, end - at))
    hash.update(piece)
    at += piece.length
  }
  if (end < 0 || !hash.digest().equals(await readAt(file, end, hashBytes)))
    throw new BackupProblem(`${path} is damaged or cut off: its checksum is wrong. Nothing was restored.`)
  const headerEnd = beginning.indexOf('\n', formatLine.length)
  const header: Header = JSON.parse(beginning.subarray(formatLine.length, headerEnd).toString())
  return { header, start: headerEnd + 1, end }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  if (bytesRead === 0 && length > 0) throw new BackupProblem('The backup got shorter while it was read.')
  return buffer.subarray(0, bytesRead)
}

function exists(path: string): BackupProblem {
  return new BackupProblem(`${path} exists. A backup never replaces a file: name another one.`)
}

function unwritable(path: string, cause: unknown): BackupProblem {
  return new BackupProblem(`${fileProblem(path, 'written', cause)} Nothing is left of it.`, { cause })
}
