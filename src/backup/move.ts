import { connect } from '../db/connect.js'
import { runningNodes } from '../db/node.js'
import { BackupProblem } from '../errors.js'
import { type DumpOptions, dump } from './dump.js'
import { type Loaded, load } from './load.js'

/**
 * Copies a database into an empty one, without a file in between. Throws BackupProblem, also while
 * a service runs on the first: what it changed meanwhile would be missing in the second.
 */
export async function move(from: string, to: string, options: DumpOptions): Promise<Loaded> {
  const db = connect(from, { max: 1 })
  const running = await runningNodes(db).finally(() => db.$client.end({ timeout: 1 }))
  if (running > 0)
    throw new BackupProblem('A Fivehundred service runs on the database to move. Stop it first.')
  return dump(from, options, (header, frames) => load(to, header, frames, options.signal))
}
