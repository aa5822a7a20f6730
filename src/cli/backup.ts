import { readConfig } from '../config.js'
import { addressProblem } from '../db/wire/address.js'
import { untilSignal } from '../main/signals.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { count, counted } from './figures.js'
import { openFor, withDatabase } from './with-database.js'

const secrets = [
  'The file holds everything that the service knows: also the hashes of the API keys, the secrets of webhooks and of',
  'logins, and the salts of visitors whose window is open. Only its owner may read it (mode 0600); keep it that way.',
]

const backup = command({
  name: 'backup',
  summary: 'Writes the whole database to one file, also while the service runs',
  arguments: ['FILE'],
  options: {},
  details: [
    'Works directly on the database that DATABASE_URL or DATA_DIR names. The file is of one moment, compressed, and',
    'has a checksum. An existing file is never replaced.',
    '',
    ...secrets,
  ],
  async run({ arguments: [file = ''], env }, terminal) {
    const { writeBackup } = await import('../backup/file.js')
    const work = (url: string, signal: AbortSignal) =>
      writeBackup(url, file, { now: () => new Date(), signal })
    const bytes = await withDatabase(env, (_db, _place, { url, signal }) => work(url, signal), asItIs)
    terminal.print([`${file} has everything as it was when the command began (${count(bytes)} bytes).`])
  },
})

const restore = command({
  name: 'restore',
  summary: 'Fills an empty database from a file that backup wrote',
  arguments: ['FILE'],
  options: {},
  details: [
    'Restores into the database that DATABASE_URL or DATA_DIR names, before the service first runs on it. The file is',
    'checked first, and everything is restored or nothing. A backup of an older version is brought up to date.',
    'Keep the folder DATA_DIR/journal: hits that came after the backup are in it, and counted at the next start.',
  ],
  async run({ arguments: [file = ''], env }, terminal) {
    const { readBackup, requireBackup } = await import('../backup/file.js')
    // First of all, before a database is made for it.
    await requireBackup(file)
    await withDatabase(
      env,
      async (_db, place, { url, signal }) =>
        terminal.print([`${tell(await readBackup(file, url, signal))} restored into ${place}.`]),
      { ...asItIs, creates: true },
    )
  },
})

const move = command({
  name: 'move',
  summary: 'Copies the database into another one: from the embedded one to a server, or back',
  arguments: ['TO'],
  options: {},
  details: [
    'TO is the address of an empty database (postgresql://user:password@host/name), or the word "embedded" for the',
    'PostgreSQL in DATA_DIR. Stop the service first, and start it with the new DATABASE_URL (or without one) and the',
    'same DATA_DIR, whose journal goes on where it was. The old database stays as it is.',
  ],
  async run({ arguments: [to = ''], env }, terminal) {
    const problem = to === 'embedded' ? null : addressProblem(to)
    if (problem !== null)
      throw new UsageError(`TO must be "embedded" or an address, which ${problem}`, 'move')
    const from = readConfig(env)
    const target = { ...from, databaseUrl: to === 'embedded' ? null : to }
    if (from.databaseUrl === target.databaseUrl)
      throw new UsageError('TO is the database that the service has already.', 'move')
    const { move } = await import('../backup/move.js')
    const loaded = await untilSignal(signal =>
      openFor(
        from,
        signal,
        (_from, _place, source) =>
          openFor(
            target,
            signal,
            (_to, _place, { url }) => move(source.url, url, { now: () => new Date(), signal }),
            { ...asItIs, creates: true },
          ),
        asItIs,
      ),
    )
    const start = to === 'embedded' ? 'without DATABASE_URL' : 'with this DATABASE_URL'
    terminal.print([`${tell(loaded)} copied. Start the service ${start} and the same DATA_DIR.`])
  },
})

export const backupCommands = [backup, restore, move]

/** A backup is of the schema that is there, and is brought up to date by itself. */
const asItIs = { migrates: false }

function tell({ links = 0, accounts = 0, clicks = 0 }: Record<string, number>): string {
  return `${counted(links, 'link')}, ${counted(accounts, 'account')} and ${counted(clicks, 'hit')} were`
}
