import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The PostgreSQL server that runs on a cluster. */
export interface Postmaster {
  pid: number
  /** Directory of its socket; empty in the first moments of its life. */
  socketDirectory: string
}

/**
 * What postmaster.pid says: 1 process, 2 data directory, 5 socket directory; the rest does not
 * matter here.
 */
interface PidFile extends Postmaster {
  directory: string
  text: string
}

/**
 * Null where there is no such file. A file that a killed server has left empty gives the process 0.
 */
async function readPidFile(cluster: string): Promise<PidFile | null> {
  try {
    const text = await readFile(pidFile(cluster), 'utf8')
    const [pid, directory = '', , , socketDirectory = ''] = text.split('\n')
    return { pid: Number(pid) || 0, directory, socketDirectory, text }
  } catch (error) {
    // Any other trouble, such as no descriptor left, does not mean that nothing runs.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')

/** A server that has made its pid file fills it at once. */
const emptyMs = 1_000

/**
 * The server that runs on `cluster`, or the `left` socket directory of one that was killed. A pid
 * that by now belongs to another program (a restarted container counts from 1 again) would make
 * PostgreSQL refuse to start, and so would a file without any. Such a file is removed once nothing
 * that works in the cluster is alive.
 */
export async function findPostmaster(
  cluster: string,
): Promise<{ running: Postmaster | null; left: string | null }> {
  const found = await readPidFile(cluster)
  if (found === null) return { running: null, left: null }
  if (found.pid > 0 && isAlive(found.pid) && worksIn(found.pid, cluster, found.directory))
    return { running: found, left: null }
  const misleads = found.pid > 0 ? isAlive(found.pid) : await isOlder(pidFile(cluster), emptyMs)
  if (misleads && processesIn(cluster).length === 0 && (await readPidFile(cluster))?.text === found.text)
    await rm(pidFile(cluster), { force: true })
  return { running: null, left: found.socketDirectory || null }
}

async function isOlder(path: string, ms: number): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > ms
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

/**
 * A server's working directory is its cluster; where there is no /proc, the pid file has to be
 * believed.
 */
function worksIn(pid: number, cluster: string, recorded: string): boolean {
  if (!existsSync('/proc/self/cwd')) return recorded === cluster
  return ask(() => {
    const [found, wanted] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return found.ino === wanted.ino && found.dev === wanted.dev && isPostgres(commandLine(pid))
  })
}

/**
 * A person's shell may stand in the cluster, too. The server's children have titles such as
 * `postgres: checkpointer`.
 */
function isPostgres(commandLine: string): boolean {
  return /^(?:[^\0]*\/)?postgres(?:\0|:)/.test(commandLine)
}

/** The words end with a NUL each. Empty for a process that has ended and is not taken away yet. */
function commandLine(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
}

/**
 * Asks about a process: false for one that has ended or is another user's. Throws where nothing can
 * be known, as without descriptors left: then it may well be a server, and no other must be
 * started.
 */
function ask(question: () => boolean): boolean {
  try {
    return question()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return false
    throw error
  }
}

/**
 * The server on the cluster and its children, known by their working directory. Empty without
 * /proc.
 */
function processesIn(cluster: string): number[] {
  if (!existsSync('/proc/self/cwd')) return []
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return pids.map(Number).filter(pid => worksIn(pid, cluster, ''))
}

/**
 * Whether somebody is connected to the server on `cluster`, told by its processes' titles, as
 * there is no socket to ask.
 */
export function hasClients(cluster: string): boolean {
  return processesIn(cluster).some(pid => ask(() => commandLine(pid).includes('[local]')))
}

/**
 * Ends what a killed server has left: processes that are busy or stopped (SIGSTOP) do not notice
 * that it is gone, and no other can start beside them. Only while no server runs.
 */
export function endOrphans(cluster: string): void {
  for (const pid of processesIn(cluster))
    ask(() => commandLine(pid).startsWith('postgres:') && process.kill(pid, 'SIGKILL'))
}

/** Which part of the patience each signal has. */
const asking = { SIGINT: 1 / 2, SIGQUIT: 1 / 4, SIGKILL: 1 / 4 }

/**
 * Stops a server within `patienceMs`: clients are disconnected and what they have committed is
 * kept. At once where it does not listen, which costs a recovery at the next start.
 */
export async function stopPostmaster(cluster: string, pid: number, patienceMs = 60_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    const deadline = performance.now() + patienceMs * asking[signal]
    while (performance.now() < deadline) {
      // The file goes last. Its process may stay as a zombie where nobody reaps it, as in many
      // containers.
      if (!isAlive(pid) || (await readPidFile(cluster))?.pid !== pid) return
      await sleep(10)
    }
  }
}

/** Tells the server to stop by itself: for a process that ends and cannot wait. */
export function dismissPostmaster(cluster: string, pid: number): void {
  try {
    if (worksIn(pid, cluster, cluster)) process.kill(pid, 'SIGINT')
  } catch {
    // It has ended by itself.
  }
}
