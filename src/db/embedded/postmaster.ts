import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The PostgreSQL server that runs on a cluster. */
export interface Postmaster {
  pid: number
  /** Directory of its socket; empty in the first moments of its life. */
  socketDirectory: string
}

/** What postmaster.pid says: 1 process, 2 data directory, 5 socket directory; the rest does not matter here. */
async function readPidFile(
  cluster: string,
): Promise<(Postmaster & { directory: string; text: string }) | null> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, directory: lines[1] ?? '', socketDirectory: lines[4] ?? '', text }
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')

/**
 * The server that runs on `cluster`, or the `left` socket directory of one that was killed. A pid that by now belongs to
 * another program (a restarted container counts from 1 again) would make PostgreSQL refuse to start, so its file is
 * removed, once nothing that works in the cluster is alive.
 */
export async function findPostmaster(
  cluster: string,
): Promise<{ running: Postmaster | null; left: string | null }> {
  const found = await readPidFile(cluster)
  if (found === null) return { running: null, left: null }
  if (isAlive(found.pid)) {
    if (worksIn(found.pid, cluster, found.directory)) return { running: found, left: null }
    if (processesIn(cluster).length === 0 && (await readPidFile(cluster))?.text === found.text)
      await rm(pidFile(cluster))
  }
  return { running: null, left: found.socketDirectory || null }
}

/** Whether a process of this number exists, also when it is another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A server's working directory is its cluster; where there is no /proc the pid file's word must do. */
function worksIn(pid: number, cluster: string, recorded: string): boolean {
  if (!existsSync('/proc/self/cwd')) return recorded === cluster
  try {
    const [found, wanted] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return found.ino === wanted.ino && found.dev === wanted.dev
  } catch {
    return false
  }
}

/** Processes whose working directory is the cluster: the server and its children. Empty without /proc. */
function processesIn(cluster: string): number[] {
  if (!existsSync('/proc/self/cwd')) return []
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return pids.map(Number).filter(pid => worksIn(pid, cluster, ''))
}

/** Whether somebody is connected to the server on `cluster`, told by its processes' titles, for want of its socket. */
export function hasClients(cluster: string): boolean {
  return processesIn(cluster).some(pid => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('[local]')
    } catch {
      return false
    }
  })
}

/** Stops a server: clients are disconnected and what they have committed is kept. At once where it does not listen. */
export async function stopPostmaster(cluster: string, pid: number, patienceMs = 30_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      // The file goes last. Its process may stay as a zombie where nobody reaps it, as in many containers.
      if (!isAlive(pid) || (await readPidFile(cluster))?.pid !== pid) return
      await sleep(10)
    }
  }
}
