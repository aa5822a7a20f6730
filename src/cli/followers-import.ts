import { readFile } from 'node:fs/promises'
import type { ImportReport } from '../accounts/import-history.js'
import { apiClient } from './api-client.js'
import { command } from './command.js'
import { CommandFailed } from './errors.js'
import { importPage } from './follower-page.js'

export const followersImport = command({
  name: 'followers import',
  summary: 'Imports follower counts from CSV, all or nothing',
  arguments: ['FILE'],
  options: {
    'dry-run': { type: 'boolean', help: 'only says what the import would do' },
    json: { type: 'boolean', help: 'prints the answer of the API' },
  },
  details: ['FILE has lines of handle,date,followers: @me,2026-01-31,500', '"-" reads standard input.'],
  async run({ arguments: [path = ''], options: { 'dry-run': dryRun = false, json }, env }, terminal) {
    const client = apiClient(env)
    const file = await readCsv(path)
    const report = await client.ask<ImportReport>(`/followers/import?dryRun=${dryRun}`, file)
    return json ? terminal.printJson(report) : terminal.print(importPage(report))
  },
})

async function readCsv(path: string): Promise<Buffer> {
  try {
    return path === '-' ? Buffer.concat(await process.stdin.toArray()) : await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandFailed(`${path} cannot be read (${code}).`, [], { cause: error })
  }
}
