import { roles } from '../auth/roles.js'
import { command } from './command.js'
import { CommandFailed, UsageError } from './errors.js'
import { minute } from './figures.js'
import { table } from './table.js'
import { withDatabase } from './with-database.js'

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
    const expiresAt = options.expires === undefined ? null : readEnd(options.expires)
    const handles = options.accounts?.split(/[\s,]+/).filter(text => text !== '')
    if (name === '') throw new UsageError('--name must not be empty.', 'key create')
    await withDatabase(env, async (db, place) => {
      const { createKey } = await import('../auth/keys.js')
      const { everything } = await import('../auth/access.js')
      const { findAccount } = await import('../accounts/find.js')
      const ctx = { db, access: everything }
      const accounts = handles && (await Promise.all(handles.map(handle => findAccount(ctx, handle))))
      const accountIds = accounts && [...new Set(accounts.map(({ id }) => id))]
      const created = await createKey(db, { name, role, accountIds, expiresAt })
      const { showKey } = await import('../api/key-schemas.js')
      if (options.json) return terminal.printJson({ ...showKey(created), key: created.key })
      terminal.print([created.key])
      terminal.note([
        `Key ${created.id}, "${name}", ${role}, in ${place}. It is shown this once; only its hash is kept.`,
      ])
    })
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

const keyRevoke = command({
  name: 'key revoke',
  summary: 'Revokes an API key for good, directly in the database',
  arguments: ['ID'],
  options: {},
  details: ['"fivehundred key list" shows the ids.'],
  async run({ arguments: [text = ''], env }, terminal) {
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new UsageError(
        `ID must be a number that "fivehundred key list" shows, not "${text}".`,
        'key revoke',
      )
    }
    await withDatabase(env, async (db, place) => {
      const { revokeKey } = await import('../auth/keys.js')
      const found = await revokeKey(db, Number(text))
      if (!found) throw new CommandFailed(`There is no valid key ${text} in ${place}.`)
      terminal.print([`Key ${text} is revoked.`])
    })
  },
})

/** A key is valid on the whole day that it expires on. */
function readEnd(text: string): Date {
  const end = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text)
  if (!(end > new Date()))
    throw new UsageError(
      `--expires must be a day or time to come, such as 2027-01-31, not "${text}".`,
      'key create',
    )
  return end
}

/** In the order of the help. */
export const keyCommands = [keyCreate, keyList, keyRevoke]
