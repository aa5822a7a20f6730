import { parseArgs } from 'node:util'
import { trim } from '../typed/trim.js'
import { UsageError } from './errors.js'
import type { Terminal } from './terminal.js'

interface Option {
  type: 'string' | 'boolean'
  short?: string
  /** Placeholder for the value in the help, for options of type string. */
  value?: string
  help: string
}

type Options = Record<string, Option>
type Values<O extends Options> = { [Name in keyof O]?: O[Name]['type'] extends 'boolean' ? boolean : string }

interface Definition<O extends Options> {
  /** One word, or two: `key create`. */
  name: string
  summary: string
  /** Names of the arguments, all of them required. */
  arguments: string[]
  /** Names of arguments that may follow them. */
  optional?: string[]
  /** The last argument may be given several times. */
  repeats?: boolean
  options: O
  /** Paragraphs and examples below the options. */
  details?: string[]
  run(input: Input<O>, terminal: Terminal): Promise<void>
}

interface Input<O extends Options> {
  /** As many as the definition names, or more if the last repeats; optional ones may be missing. */
  arguments: string[]
  options: Values<O>
  env: Record<string, string | undefined>
}

export interface Command {
  name: string
  summary: string
  /** As the help names them. */
  arguments: string[]
  options: Options
  details: string[]
  /** Throws UsageError if `argv` does not match the definition. */
  run(argv: string[], env: Record<string, string | undefined>, terminal: Terminal): Promise<void>
}

/** Combines a definition with the parsing of its arguments. */
export function command<const O extends Options>(definition: Definition<O>): Command {
  const { name, summary, options, optional = [], details = [] } = definition
  const run: Command['run'] = async (argv, env, terminal) => {
    const parsed = parse(definition, argv)
    await definition.run({ ...parsed, env }, terminal)
  }
  const words = [...definition.arguments, ...optional.map(word => `[${word}]`)]
  return { name, summary, arguments: words, options, details, run }
}

function parse<O extends Options>(definition: Definition<O>, argv: string[]) {
  const { name, arguments: wanted, optional = [], repeats = false, options } = definition
  try {
    const { positionals, values } = parseArgs({ args: argv, options, allowPositionals: true, strict: true })
    const missing = wanted.slice(positionals.length)
    if (missing.length > 0)
      throw new UsageError(`"fivehundred ${name}" needs ${missing.join(' and ')}.`, name)
    const extra = repeats ? [] : positionals.slice(wanted.length + optional.length)
    if (extra.length > 0)
      throw new UsageError(`Unexpected ${extra.map(word => `"${word}"`).join(', ')}.`, name)
    const typed = Object.entries(values).map(([option, value]) => [
      option,
      typeof value === 'string' ? trim(value) : value,
    ])
    return { arguments: positionals.map(trim), options: Object.fromEntries(typed) as Values<O> }
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(error.message, name)
    throw error
  }
}
