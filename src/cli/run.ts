import { constants } from 'node:os'
import { BackupProblem, CannotStart, InvalidConfig, ServiceError } from '../errors.js'
import { Stopped } from '../main/signals.js'
import { version } from '../package.js'
import { commands } from './commands.js'
import { CommandFailed, UsageError } from './errors.js'
import { explain, overview } from './help.js'
import { type Surroundings, type Terminal, terminal as terminalOf } from './terminal.js'

/**
 * Runs one command line. Resolves to the exit status: 0 for success, 1 for a failure (unless the
 * command says otherwise), 2 for a wrong command line, 128 or more for a signal.
 */
export async function run(argv: string[], surroundings: Surroundings): Promise<number> {
  const terminal = terminalOf(surroundings)
  const [first, second] = argv
  const command = commands.find(({ name }) => name === first || name === `${first} ${second}`)
  try {
    if (command === undefined) return answer(first, second, terminal)
    const rest = argv.slice(command.name.split(' ').length)
    if (!wantsHelp(rest)) return await command.run(rest, surroundings.env, terminal)
    terminal.print(explain(command))
    return 0
  } catch (error) {
    return report(error, terminal, command?.failure ?? 1)
  }
}

/** What is no command. */
function answer(first: string | undefined, second: string | undefined, terminal: Terminal): number {
  if (first === undefined) throw new UsageError('Name a command.')
  if (first === '--version') terminal.print([version()])
  else if (first === '--help' || first === '-h') terminal.print(overview(commands))
  else throw unknown(first, second)
  return 0
}

/** After `--` everything is an argument, even if it looks like an option. */
function wantsHelp(argv: string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end < 0 ? argv.length : end).some(word => word === '--help' || word === '-h')
}

function unknown(first: string, second: string | undefined): UsageError {
  if (first.startsWith('-')) return new UsageError(`There is no option "${first}" before the command.`)
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => `"${name}"`)
  if (family.length === 0) {
    const near = commands.filter(
      ({ name }) => name.startsWith(first) || first.startsWith(name.split(' ')[0] ?? ''),
    )
    const meant = near.slice(0, 5).map(({ name }) => `"${name}"`)
    const hint = meant.length > 0 ? ` Did you mean ${meant.join(', ')}?` : ''
    return new UsageError(`There is no command "${first}".${hint}`)
  }
  const found = second === undefined ? `"${first}" alone` : `"${first} ${second}"`
  return new UsageError(`There is no command ${found}, but ${family.join(', ')}.`)
}

function report(error: unknown, terminal: Terminal, failure: number): number {
  if (error instanceof Stopped) return 128 + constants.signals[error.signal]
  if (error instanceof UsageError) {
    const help = ['fivehundred', error.command, '--help'].filter(word => word !== undefined).join(' ')
    terminal.fail(error.message, [])
    terminal.note([`Run "${help}" for help.`])
    return 2
  }
  if (error instanceof CommandFailed) terminal.fail(error.message, error.details)
  else if (isExpected(error)) terminal.fail(error.message, [])
  else terminal.fail(error instanceof Error ? (error.stack ?? error.message) : String(error), [])
  return failure
}

/** Their messages name the remedy; a stack would only hide it. */
function isExpected(error: unknown): error is Error {
  // The system's own words name the file or the address.
  const isOfSystem = error instanceof Error && 'syscall' in error
  return (
    isOfSystem ||
    [InvalidConfig, CannotStart, BackupProblem, ServiceError].some(kind => error instanceof kind)
  )
}
