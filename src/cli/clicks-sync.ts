import { constants } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ArrivedHits } from '../client/index.js'
import { fileProblem } from '../typed/file-problem.js'
import { apiClient } from './api-client.js'
import { kind } from './click-kind.js'
import { command } from './command.js'
import { CommandFailed } from './errors.js'
import { counted } from './figures.js'
import { renderJson } from './text.js'
import { writeWhole } from './write-whole.js'

/** Until batches that are being counted are done. */
const pauseMs = 500

export const clicksSync = command({
  name: 'clicks sync',
  summary: 'Prints the hits of all links that are new since the last time, a line of JSON for each',
  arguments: [],
  options: {
    state: {
      type: 'string',
      short: 's',
      value: 'FILE',
      without: ['since'],
      help: 'remembers where it ended, and goes on there the next time',
    },
    since: { type: 'string', value: 'CURSOR', help: 'goes on there, as the last line of the last time says' },
    kind,
    limit: {
      type: 'number',
      short: 'n',
      value: 'COUNT',
      help: 'how many to ask for at once, at most 1000 (500)',
    },
  },
  details: [
    'Oldest first, in the order in which they were counted; the first time all of them. A hit comes once, and again',
    'if it is judged again with another result: "id" tells. FILE is written when the lines before are out, so that',
    'after a crash some may come twice, but none is missing. With another --kind, use another FILE.',
  ],
  async run({ options: { state, since: given, ...query }, env }, terminal) {
    const api = apiClient(env)
    let since = state === undefined ? given : await readState(state)
    let hits = 0
    try {
      for (let more = true; more; ) {
        const page = await api.listClicks({ ...query, ...(since !== undefined && { since }) })
        // Nobody reads on: these come again the next time.
        if (!(await terminal.pour(lines(page)))) return
        if (state !== undefined && page.since !== since) await writeWhole(state, [`${page.since}\n`])
        since = page.since
        more = page.more
        hits += page.data.length
        if (more && page.data.length === 0) await sleep(pauseMs)
      }
    } finally {
      if (state === undefined && since !== undefined)
        terminal.note([`${counted(hits, 'hit')}. The next time: --since=${since}`])
    }
  },
})

function* lines({ data }: ArrivedHits): Generator<string> {
  if (data.length > 0) yield data.map(hit => `${renderJson(hit, { oneLine: true })}\n`).join('')
}

/** Where the last time ended; undefined the first time. Throws CommandFailed. */
async function readState(path: string): Promise<string | undefined> {
  try {
    await access(dirname(resolve(path)), constants.W_OK)
    const since = (await readFile(path, 'utf8')).trim()
    if (since !== '') return since
  } catch (error) {
    const { code, path: missing } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && missing === path) return undefined
    throw new CommandFailed(fileProblem(path, 'read', error), [], { cause: error })
  }
  throw new CommandFailed(`${path} is empty. Delete it to begin with the first hit.`)
}
