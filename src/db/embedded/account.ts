import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The system account PostgreSQL runs as, if it is not the service's own. */
export interface Account {
  uid: number
  gid: number
}

/**
 * PostgreSQL refuses to run as root. A service that runs as root starts it as the account that owns
 * the cluster, or for a new cluster as `nobody`, which every system has. Null if the service runs
 * as an ordinary user; PostgreSQL then runs as the same user.
 */
export function serverAccount(
  cluster: string,
  userId: number | undefined = process.getuid?.(),
): Account | null {
  if (userId !== 0) return null
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return nobody()
}

function nobody(): Account {
  const usual = { uid: 65534, gid: 65534 }
  try {
    const fields = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    return fields === null ? usual : { uid: Number(fields[1]), gid: Number(fields[2]) }
  } catch {
    return usual
  }
}

/**
 * Whether an account without special rights can reach and read `path`, judged by the permissions
 * for everybody.
 */
export function isOpenToAll(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  const needed = found?.isDirectory() ? 0o005 : 0o004
  if (found === undefined || (found.mode & needed) !== needed) return false
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    if ((statSync(parent).mode & 0o001) === 0) return false
    if (parent === dirname(parent)) return true
  }
}
