import { CommandFailed } from './errors.js'
import type { Terminal } from './terminal.js'

/** Of every command that deletes. */
export const yes = {
  type: 'boolean',
  short: 'y',
  help: 'does not ask first; needed where nobody can be asked',
} as const

/** Of what deletes links or accounts. */
export const purge = {
  type: 'boolean',
  help: 'erases everything that belongs to it, which cannot be undone',
} as const

/** Of every command that deletes: as the API showed it before. */
export const deleted = { type: 'boolean', help: 'prints what was deleted, as JSON' } as const

/** Asks first, unless `--yes` has answered. Throws CommandFailed for a no, and UsageError. */
export async function sure(terminal: Terminal, yes: boolean | undefined, question: string): Promise<void> {
  if (!yes && !(await terminal.confirm(question))) throw new CommandFailed('Nothing was deleted.')
}
