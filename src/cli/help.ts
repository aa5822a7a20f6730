import type { Command } from './command.js'
import { bold, type Text } from './text.js'

/** The help of all commands. */
export function overview(commands: Command[]): Text[] {
  return [
    'Short links that show real influence: of the people who follow an account, how many really click?',
    '',
    [bold('Usage: '), 'fivehundred COMMAND [options]'],
    '',
    ...aligned(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...aligned([
      ['COMMAND --help', 'explains a command'],
      ['--version', 'prints the version'],
    ]),
    '',
    'serve, key, reclassify, backup, restore, move, doctor and migrate read the configuration of the service',
    '(DATA_DIR, DATABASE_URL, …) from the environment; demo makes a database of its own.',
    'The other commands ask a running service: FIVEHUNDRED_URL is its address (default http://localhost:3000)',
    'and FIVEHUNDRED_KEY is an API key; FIVEHUNDRED_KEY_FILE can name a file that contains the key.',
  ]
}

/** The help of one command. */
export function explain(command: Command): Text[] {
  const options = Object.entries(command.options).map(
    ([name, { short, value, negative, help }]): [string, string] => [
      `${short ? `-${short}, ` : ''}--${negative ? '[no-]' : ''}${name}${value ? ` ${value}` : ''}`,
      help,
    ],
  )
  return [
    `${command.summary}.`,
    '',
    [bold('Usage: '), ['fivehundred', command.name, ...command.arguments, '[options]'].join(' ')],
    '',
    ...aligned([...options, ['-h, --help', 'prints this help']]),
    ...(command.details.length > 0 ? ['', ...command.details] : []),
  ]
}

function aligned(rows: [string, string][]): Text[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => ['  ', bold(left), ' '.repeat(width - left.length + 3), right])
}
