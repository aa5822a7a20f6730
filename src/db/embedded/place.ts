import { existsSync } from 'node:fs'
import { CannotStart } from '../../errors.js'
import { type Account, isOpenToAll } from './account.js'

/** How to start a PostgreSQL program for a data directory. */
export interface Place {
  /** The data directory as passed to the program. */
  directory: string
  /** For child_process.spawn. */
  options: { cwd: string; env: Record<string, string>; uid?: number; gid?: number }
}

// English messages, because `explain.ts` reads them. The service's environment is not passed on,
// because it holds secrets.
const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin' }

/**
 * Another account cannot get through a private parent of the data directory (mode 700, like /root).
 * But a process started inside the directory is already there, and finds it as /proc/self/cwd.
 * Throws CannotStart for a private parent on a system without /proc.
 */
export function placeIn(directory: string, account: Account | null): Place {
  if (account === null) return { directory, options: { cwd: directory, env } }
  const options = { cwd: directory, env, ...account }
  if (existsSync('/proc/self/cwd')) return { directory: '/proc/self/cwd', options }
  // The directory itself belongs to the account; only its parents need checking.
  if (isOpenToAll(`${directory}/../..`)) return { directory, options }
  throw new CannotStart(
    `PostgreSQL does not run as root, and the account it gets instead (uid ${account.uid}) cannot enter the parents of ` +
      `${directory}. Start Fivehundred as an ordinary user, set DATA_DIR to a directory every user can pass, or set DATABASE_URL.`,
  )
}
