import type { Snapshot } from '../accounts/followers.js'
import { readNumber } from '../api/numbers.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { UsageError } from './errors.js'
import { followerPage } from './follower-page.js'
import { readHandle } from './handles.js'
import { accountPath } from './target.js'

export const followersList = command({
  name: 'followers list',
  summary: 'Lists follower counts, newest first',
  arguments: ['@HANDLE'],
  options: {
    limit: { type: 'string', value: 'N', help: 'how many, 500 at most (50)' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  async run({ arguments: [name = ''], options: { limit = '50', json }, env }, terminal) {
    const handle = readHandle(name, 'followers list')
    if (readNumber(limit) === null) {
      throw new UsageError(`--limit must be a number, not "${limit}".`, 'followers list')
    }
    const page = await apiClient(env).ask<{ data: Snapshot[]; nextCursor: string | null }>(
      `${accountPath(handle)}/followers?limit=${limit}`,
    )
    if (json) return terminal.printJson(page)
    terminal.print(followerPage(page.data))
    if (page.data.length === 0) terminal.note([`No follower count of ${handle} is stored.`])
    if (page.nextCursor !== null) terminal.note(['There are older ones; --limit shows more.'])
  },
})
