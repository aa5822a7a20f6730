import { command } from './command.js'
import { UsageError } from './errors.js'
import { withDatabase } from './with-database.js'

export const keyCreate = command({
  name: 'key create',
  summary: 'Makes an API key, in the database itself',
  arguments: [],
  options: {
    name: { type: 'string', value: 'NAME', help: 'what the key is for ("cli" unless given)' },
    role: { type: 'string', value: 'ROLE', help: 'admin or member (admin unless given)' },
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
