import { splitHandles } from '../accounts/typed-handles.js'
import { roles } from '../auth/roles.js'
import type { Database } from '../db/connect.js'
import { orNull } from '../errors.js'
import { command } from './command.js'
import { CommandFailed, UsageError } from './errors.js'
import { minute } from './figures.js'
import { namedAccount } from './handles.js'
import { table } from './table.js'
import { withDatabase } from './with-database.js'

const idsShown = '"fivehundred key list" shows the ids.'

const keyCreate = command({
  name: 'key create',
  summary: 'Makes an API key directly in the database',
  arguments: [],
  options: {
    name: { type: 'string', value: 'NAME', help: 'what the key is for ("cli")' },
    role: { type: 'string', value: 'ROLE', values: roles, help: 'admin, member, author or viewer (admin)' },
    accounts: { type: 'string', value: 'HANDLES', help: 'limits it to these accounts: @me,@you' },
    expires: { type: 'string', value: 'TIME', help: 'when it ends: 2027-01-31 or 2027-01-31T12:00:00Z' },
    json: { type: 'boolean', help: 'prints JSON' },
  },
  details: ['Only the key goes to standard output: FIVEHUNDRED_KEY=$(fivehundred key create --name laptop)'],
  async run({ options, env }, terminal) {
    const { name = 'cli', role = 'admin' } = options
    const expiresAt = options.expires === undefined ? null : readEnd(options.expires, 'key create')
    if (name === '') throw new UsageError('--name must not be empty.', 'key create')
    const handles = options.accounts === undefined ? undefined : readHandles(options.accounts, 'key create')
    await withDatabase(
      env,
      async (db, place) => {
        const { createKey } = await import('../auth/keys.js')
        const accountIds = handles && (await idsOf(db, handles))
        const created = await createKey(db, { name, role, accountIds, expiresAt })
        const { showKey } = await import('../api/key-schemas.js')
        if (options.json) return terminal.printJson({ ...showKey(created), key: created.key })
        terminal.print([created.key])
        terminal.note([
          `Key ${created.id}, "${name}", ${role}, in ${place}. It is shown this once; only its hash is kept.`,
        ])
      },
      { creates: true },
    )
  },
})

const keyList = command({
  name: 'key list',
  summary: 'Lists the API keys directly in the database',
  arguments: [],
  options: { json: { type: 'boolean', help: 'prints JSON' } },
  run: ({ options, env }, terminal) =>
    withDatabase(env, async (db, place) => {
      const { listKeys } = await import('../auth/keys.js')
      const keys = await listKeys(db)
      const { showKey } = await import('../api/key-schemas.js')
      if (options.json) return terminal.printJson({ data: keys.map(showKey) })
      if (keys.length === 0) return terminal.note([`There is no key in ${place}.`])
      const rows = keys.map(key => [
        String(key.id),
        `${key.prefix}…`,
        key.role,
        key.accounts === null ? 'all' : key.accounts.join(',') || 'its own',
        minute(key.createdAt),
        key.lastUsedAt ? minute(key.lastUsedAt) : 'never',
        key.expiresAt ? minute(key.expiresAt) : 'never',
        key.revokedAt ? minute(key.revokedAt) : '',
        key.name,
      ])
      terminal.print(
        table(['id', 'key', 'role', 'accounts', 'created', 'last used', 'expires', 'revoked', 'name'], rows, {
          right: [0],
        }),
      )
    }),
})

const keyEdit = command({
  name: 'key edit',
  summary: 'Changes an API key directly in the database',
  arguments: ['ID'],
  options: {
    name: { type: 'string', value: 'NAME', help: 'what the key is for' },
    role: { type: 'string', value: 'ROLE', values: roles, help: 'admin, member, author or viewer' },
    accounts: { type: 'string', value: 'HANDLES', help: 'limits it to these accounts: @me,@you; or "all"' },
    expires: { type: 'string', value: 'TIME', help: 'when it ends: 2027-01-31; or "never"' },
    json: { type: 'boolean', help: 'prints JSON' },
  },
  details: [idsShown, 'What is left out stays. An author is always limited to accounts.'],
  async run({ arguments: [text = ''], options, env }, terminal) {
    const id = readId(text, 'key edit')
    const { name, role, accounts, expires } = options
    if ([name, role, accounts, expires].every(option => option === undefined))
      throw new UsageError('Give --name, --role, --accounts or --expires.', 'key edit')
    if (name === '') throw new UsageError('--name must not be empty.', 'key edit')
    const expiresAt = expires === undefined || expires === 'never' ? null : readEnd(expires, 'key edit')
    const handles = accounts === undefined || accounts === 'all' ? null : readHandles(accounts, 'key edit')
    await withDatabase(env, async (db, place) => {
      const { changeKey } = await import('../auth/keys.js')
      const accountIds = handles && (await idsOf(db, handles))
      const changed = await orNull(
        changeKey(db, id, {
          ...(name !== undefined && { name }),
          ...(role !== undefined && { role }),
          ...(accounts !== undefined && { accountIds }),
          ...(expires !== undefined && { expiresAt }),
        }),
      )
      if (changed === null) throw new CommandFailed(`There is no valid key ${id} in ${place}.`)
      const { showKey } = await import('../api/key-schemas.js')
      if (options.json) return terminal.printJson(showKey(changed))
      terminal.print([`Key ${id} is changed. It holds from the next request on.`])
    })
  },
})

const keyRevoke = command({
  name: 'key revoke',
  summary: 'Revokes an API key for good, directly in the database',
  arguments: ['ID'],
  options: { json: { type: 'boolean', help: 'prints the revoked key, as JSON' } },
  details: [idsShown],
  async run({ arguments: [text = ''], options: { json }, env }, terminal) {
    const id = readId(text, 'key revoke')
    await withDatabase(env, async (db, place) => {
      const { findKeyInfo, revokeKey } = await import('../auth/keys.js')
      const found = await revokeKey(db, id)
      if (!found) throw new CommandFailed(`There is no valid key ${id} in ${place}.`)
      if (json) {
        const { showKey } = await import('../api/key-schemas.js')
        return terminal.printJson(showKey(await findKeyInfo(db, id)))
      }
      terminal.print([`Key ${id} is revoked.`])
    })
  },
})

/** A key is valid on the whole day that it expires on. */
function readEnd(text: string, command: string): Date {
  const end = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text)
  if (!(end > new Date()))
    throw new UsageError(
      `--expires must be a day or time to come, such as 2027-01-31, not "${text}".`,
      command,
    )
  return end
}

function readId(text: string, command: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError(`ID must be a number that "fivehundred key list" shows, not "${text}".`, command)
}

/** The handles in an option, which may be none. Throws UsageError for what is not a handle. */
function readHandles(text: string, command: string): string[] {
  return splitHandles(text).map(handle => namedAccount(handle, command))
}

/** The ids of accounts by their handles, each once. Throws AccountNotFound. */
async function idsOf(db: Database, handles: string[]): Promise<number[]> {
  const { everything } = await import('../auth/access.js')
  const { accountIds } = await import('../accounts/find.js')
  return accountIds({ db, access: everything }, handles)
}

/** In the order of the help. */
export const keyCommands = [keyCreate, keyList, keyEdit, keyRevoke]
