import type { Snapshot } from '../accounts/followers.js'
import { readTypedNumber } from '../api/numbers.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { snapshotLine } from './follower-page.js'
import { readHandle } from './handles.js'
import { accountPath } from './target.js'

export const followersSet = command({
  name: 'followers set',
  summary: 'Stores a follower count',
  arguments: ['@HANDLE', 'N'],
  options: {
    at: {
      type: 'string',
      value: 'DATE',
      help: 'when it was counted, 2026-01-31 or a time with its zone (now)',
    },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  async run({ arguments: [name = '', number = ''], options: { at, json }, env }, terminal) {
    const handle = readHandle(name, 'followers set')
    const followers = readTypedNumber(number)
    if (followers === null) {
      throw new UsageError(`N must be a whole number, not "${number}".`, 'followers set')
    }
    const countedAt = at !== undefined && /^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T00:00:00Z` : at
    const body = { followers, ...(countedAt !== undefined && { countedAt }) }
    const stored = await apiClient(env).ask<Snapshot>(`${accountPath(handle)}/followers`, body)
    return json ? terminal.printJson(stored) : terminal.print([snapshotLine(handle, stored)])
  },
})
