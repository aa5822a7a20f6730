import { command } from './command.js'
import { CommandFailed, UsageError } from './errors.js'
import { withDatabase } from './with-database.js'

export const keyRevoke = command({
  name: 'key revoke',
  summary: 'Revokes an API key for good, in the database itself',
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
