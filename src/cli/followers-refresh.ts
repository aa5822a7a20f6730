import type { Snapshot } from '../accounts/followers.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { snapshotLine } from './follower-page.js'
import { readHandle } from './handles.js'
import { accountPath } from './target.js'

export const followersRefresh = command({
  name: 'followers refresh',
  summary: 'Asks the network for the follower count',
  arguments: ['@HANDLE'],
  options: { json: { type: 'boolean', help: 'prints the answer of the API' } },
  async run({ arguments: [name = ''], options: { json }, env }, terminal) {
    const handle = readHandle(name, 'followers refresh')
    const path = `${accountPath(handle)}/followers/refresh`
    const stored = await apiClient(env).ask<Snapshot>(path, {})
    return json ? terminal.printJson(stored) : terminal.print([snapshotLine(handle, stored)])
  },
})
