import { chown, lstat, mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { CannotStart } from '../../errors.js'
import { type Account, isOpenToAll } from './account.js'

const prefix = 'fivehundred-pg-'
/** What PostgreSQL calls its socket on the usual port. */
export const socketName = '.s.PGSQL.5432'
/** sockaddr_un holds 107 bytes on Linux, 103 on macOS. */
const longestDirectory = 103 - `/${socketName}`.length

/**
 * Makes a directory of mode 700 for the server's socket. It is outside of DATA_DIR, whose path may
 * be too long for a socket. Throws CannotStart.
 */
export async function makeSocketDirectory(
  account: Account | null,
  candidates = [tmpdir(), '/tmp', '/var/tmp'],
): Promise<string> {
  const problems: string[] = []
  for (const parent of candidates) {
    const path = join(parent, `${prefix}XXXXXX`)
    // PostgreSQL reads this as a list, where other characters have a meaning.
    if (Buffer.byteLength(path) > longestDirectory || /[^\w./+-]/.test(path)) continue
    try {
      if (account !== null && !isOpenToAll(parent)) continue
      const made = await mkdtemp(join(parent, prefix))
      if (account !== null) await chown(made, account.uid, account.gid)
      return made
    } catch (error) {
      problems.push((error as Error).message)
    }
  }
  throw new CannotStart(
    `PostgreSQL's socket needs a short directory that every user can enter, and none of ${candidates.join(', ')} is one ` +
      `${problems.length > 0 ? `(${problems.join('; ')}) ` : ''}: set TMPDIR, or set DATABASE_URL.`,
  )
}

/**
 * Prepares a directory from `makeSocketDirectory` for a new server: makes it again if a cleaner has
 * removed it, and removes the socket of a killed server, whose lock names a process number that may
 * now belong to another process. Call it only while no server runs there. Throws CannotStart if
 * somebody else has taken the path.
 */
export async function readySocketDirectory(path: string, account: Account | null): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
    if (account !== null) await chown(path, account.uid, account.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (!(await isSocketDirectory(path, account))) {
    throw new CannotStart(`PostgreSQL's socket needs ${path}, which belongs to somebody else: remove it.`)
  }
  for (const name of [socketName, `${socketName}.lock`]) await rm(join(path, name), { force: true })
}

/**
 * Whether `path` still is a directory that this service made for `account`, so that a server may
 * reuse it.
 */
export async function isSocketDirectory(path: string, account: Account | null): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  const owner = account?.uid ?? process.getuid?.() ?? found?.uid
  return basename(path).startsWith(prefix) && found?.isDirectory() === true && found.uid === owner
}

/** Removes a directory that `makeSocketDirectory` made, and nothing else. */
export async function removeSocketDirectory(path: string): Promise<void> {
  if (basename(path).startsWith(prefix)) await rm(path, { recursive: true, force: true })
}

/** Removes it unless a server has its socket there. */
export async function removeEmptySocketDirectory(path: string): Promise<void> {
  await rmdir(path).catch(() => {})
}
