import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The PostgreSQL server that runs on a cluster. */
export interface Postmaster {
  pid: number
  /** Directory of its socket; empty while the server is just starting. */
  socketDirectory: string
}

/**
 * Lines of postmaster.pid: 1 process, 2 data directory, 5 socket directory; the rest does not
 * matter here.
 */
interface PidFile extends Postmaster {
  directory: string
  text: string
}

/** Null if there is no such file. An empty file, left by a killed server, gives process 0. */
async function readPidFile(cluster: string): Promise<PidFile | null> {
  try {
    const text = await readFile(pidFile(cluster), 'utf8')
    const [pid, directory = '', , , socketDirectory = ''] = text.split('\n')
    return { pid: Number(pid) || 0, directory, socketDirectory, text }
  } catch (error) {
    // Any other error, such as no file descriptors left, does not mean that nothing runs.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')

/** A server fills its pid file right after creating it. */
const emptyMs = 1_000

/**
 * The server that runs on `cluster`, or the `left` socket directory of a killed one. PostgreSQL
 * refuses to start when the file holds no pid, or a pid that now belongs to another program (a
 * restarted container counts from 1 again). Such a file is removed once no process that works in
 * the cluster is alive.
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

/** Whether a process with this number exists, even if it belongs to another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A server's working directory is its cluster. Without /proc, we have to trust the pid file. */
function worksIn(pid: number, cluster: string, recorded: string): boolean {
  if (!existsSync('/proc/self/cwd')) return recorded === cluster
  return ask(() => {
    const [found, wanted] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return found.ino === wanted.ino && found.dev === wanted.dev && isPostgres(commandLine(pid))
  })
}

/**
 * Somebody's shell may also have the cluster as its working directory. The server's children have
 * titles such as `postgres: checkpointer`.
 */
function isPostgres(commandLine: string): boolean {
  return /^(?:[^\0]*\/)?postgres(?:\0|:)/.test(commandLine)
}

/** Each word ends with a NUL. Empty for a zombie. */
function commandLine(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
}

/**
 * Asks about a process: false if it has ended or belongs to another user. Throws if the answer
 * cannot be known, for example without file descriptors: then it may well be a server, and no other
 * may be started.
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
 * Whether somebody is connected to the server on `cluster`, judged by its processes' titles because
 * there is no socket to ask.
 */
export function hasClients(cluster: string): boolean {
  return processesIn(cluster).some(pid => ask(() => commandLine(pid).includes('[local]')))
}

/**
 * Ends the processes a killed server has left. Busy or stopped (SIGSTOP) processes do not notice
 * that it is gone, and no new server can start beside them. Call it only while no server runs.
 */
export function endOrphans(cluster: string): void {
  for (const pid of processesIn(cluster))
    ask(() => commandLine(pid).startsWith('postgres:') && process.kill(pid, 'SIGKILL'))
}

/** Share of the patience that each signal gets. */
const asking = { SIGINT: 1 / 2, SIGQUIT: 1 / 4, SIGKILL: 1 / 4 }

/**
 * Stops a server within `patienceMs`: clients are disconnected and committed work is kept. A server
 * that does not react is stopped by force, which costs a recovery at the next start.
 */
export async function stopPostmaster(cluster: string, pid: number, patienceMs = 60_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    const deadline = performance.now() + patienceMs * asking[signal]
    while (performance.now() < deadline) {
      // The file goes last. The process may stay as a zombie if nobody reaps it, as in many
      // containers.
      if (!isAlive(pid) || (await readPidFile(cluster))?.pid !== pid) return
      await sleep(10)
    }
  }
}

/** Asks the server to stop on its own, for a process that is ending and cannot wait. */
export function dismissPostmaster(cluster: string, pid: number): void {
  try {
    if (worksIn(pid, cluster, cluster)) process.kill(pid, 'SIGINT')
  } catch {
    // It has already ended.
  }
}
