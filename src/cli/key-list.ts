import { command } from './command.js'
import { minute } from './figures.js'
import { table } from './table.js'
import { withDatabase } from './with-database.js'

export const keyList = command({
  name: 'key list',
  summary: 'Lists the API keys, in the database itself',
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
