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
    role: { type: 'string', value: 'ROLE', help: 'admin or member (admin)' },
    json: { type: 'boolean', help: 'prints JSON' },
  },
  details: ['Only the key goes to standard output: FIVEHUNDRED_KEY=$(fivehundred key create --name laptop)'],
  async run({ options, env }, terminal) {
    const { name = 'cli', role = 'admin' } = options
    if (role !== 'admin' && role !== 'member') {
      throw new UsageError(`--role must be admin or member, not "${role}".`, 'key create')
    }
    if (name === '') throw new UsageError('--name must not be empty.', 'key create')
    await withDatabase(env, async (db, place) => {
      const { createKey } = await import('../auth/keys.js')
      const created = await createKey(db, { name, role })
      if (options.json) return terminal.printJson(created)
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
      if (options.json) return terminal.printJson(keys)
      if (keys.length === 0) return terminal.note([`There is no key in ${place}.`])
      const rows = keys.map(key => [
        String(key.id),
        `${key.prefix}…`,
        key.role,
        minute(key.createdAt),
        key.lastUsedAt ? minute(key.lastUsedAt) : 'never',
        key.revokedAt ? minute(key.revokedAt) : '',
        key.name,
      ])
      terminal.print(
        table(['id', 'key', 'role', 'created', 'last used', 'revoked', 'name'], rows, { right: [0] }),
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

/** In the order of the help. */
export const keyCommands = [keyCreate, keyList, keyRevoke]
