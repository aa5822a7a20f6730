import { apiClient } from './api-client.js'
import { command, json } from './command.js'
import { minute } from './figures.js'
import { facts } from './table.js'

export const me = command({
  name: 'me',
  summary: 'Shows what the key is that asks, and what it may change',
  arguments: [],
  options: { json },
  async run({ options: { json }, env }, terminal) {
    const me = await apiClient(env).getMe()
    if (json) return terminal.printJson(me)
    terminal.print(
      facts([
        ['key', me.name],
        ['role', me.role],
        ['accounts', me.accounts === null ? 'all' : me.accounts.join(' ') || 'none, only its own links'],
        ['may change', me.may.join(', ') || 'nothing'],
        ['expires', me.expiresAt === null ? 'never' : `${minute(me.expiresAt)} UTC`],
      ]),
    )
  },
})
