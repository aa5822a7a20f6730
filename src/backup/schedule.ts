import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.js'
import { hourMs } from '../durations.js'
import { BackupProblem } from '../errors.js'
import { fileProblem } from '../typed/file-problem.js'
import { writeBackup } from './file.js'

const ending = '.backup'

export interface Due {
  url: string
  config: Pick<Config, 'baseUrl' | 'backups'>
  now: () => Date
  signal?: AbortSignal | undefined
}

/**
 * Writes a backup into the folder for them if the newest there is old enough, and then deletes the
 * oldest beyond those to keep. Returns its path; null if none was due, or there is no such folder.
 * Looks only at files with names of its own, so a folder may have others, also those of another
 * service. Throws BackupProblem and database errors.
 */
export async function backUpWhenDue({ url, config, now, signal }: Due): Promise<string | null> {
  const { directory, everyHours, keep } = config.backups
  if (directory === null) return null
  const prefix = prefixOf(config.baseUrl)
  const names = await namesIn(directory)
  const own = names.filter(name => timeOf(name, prefix) !== null).sort()
  const newest = timeOf(own.at(-1) ?? '', prefix)
  // A clock that was wrong must not put the next one off for years.
  if (newest !== null && Math.abs(now().getTime() - newest) < everyHours * hourMs) return null
  // Left by a service that was killed, because only one node at a time gets here.
  for (const name of names) {
    if (timeOf(name.replace(/\.part$/, ''), prefix) !== null && name.endsWith('.part'))
      await rm(join(directory, name), { force: true })
  }
  const path = join(directory, nameAt(now(), prefix))
  await writeBackup(url, path, { now, signal })
  for (const name of own.slice(0, Math.max(0, own.length + 1 - keep)))
    await rm(join(directory, name), { force: true })
  return path
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    return await readdir(directory)
  } catch (cause) {
    throw new BackupProblem(fileProblem(`The folder BACKUP_DIR ${directory}`, 'written', cause), { cause })
  }
}

/** Services that share a folder differ in their address. */
function prefixOf(baseUrl: string): string {
  return `fivehundred-${new URL(baseUrl).host.replace(/[^a-z0-9.-]/gi, '-')}-`
}

/** Allowed by every file system, and names sort as times do. */
function nameAt(time: Date, prefix: string): string {
  return `${prefix}${time.toISOString().slice(0, 19).replaceAll(':', '-')}Z${ending}`
}

/** Null for a name that is not ours. */
function timeOf(name: string, prefix: string): number | null {
  if (!name.startsWith(prefix) || !name.endsWith(ending)) return null
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z$/.exec(name.slice(prefix.length, -ending.length))
  if (found === null) return null
  const [, day, hour, minute, second] = found
  return Date.parse(`${day}T${hour}:${minute}:${second}Z`)
}
