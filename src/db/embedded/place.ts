import { existsSync } from 'node:fs'
import { CannotStart } from '../../errors.js'
import { type Account, isOpenToAll } from './account.js'

/** How a PostgreSQL program is started for a data directory. */
export interface Place {
  /** The data directory as the program is told it. */
  directory: string
  /** For child_process.spawn. */
  options: { cwd: string; env: Record<string, string>; uid?: number; gid?: number }
}

// Messages in English, which `explain.ts` reads; nothing of the service's environment, which holds
// secrets.
const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin' }

/**
 * Another account cannot pass a private parent of the data directory (mode 700, as /root has), but
 * a process that is started inside of the directory is there already and finds it again as
 * /proc/self/cwd. Throws CannotStart for a private parent on a system without /proc.
 */
export function placeIn(directory: string, account: Account | null): Place {
  if (account === null) return { directory, options: { cwd: directory, env } }
  const options = { cwd: directory, env, ...account }
  if (existsSync('/proc/self/cwd')) return { directory: '/proc/self/cwd', options }
  // The directory itself belongs to the account; only the way to it is in question.
  if (isOpenToAll(`${directory}/../..`)) return { directory, options }
  throw new CannotStart(
    `PostgreSQL does not run as root, and the account it gets instead (uid ${account.uid}) cannot pass the parents of ` +
      `${directory}. Start Fivehundred as an ordinary user, set DATA_DIR to a directory every user can pass, or set DATABASE_URL.`,
  )
}
