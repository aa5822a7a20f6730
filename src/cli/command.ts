import { parseArgs } from 'node:util'
import { trim } from '../typed/trim.js'
import { typedWholeNumber } from '../typed/whole-number.js'
import { UsageError } from './errors.js'
import type { Terminal } from './terminal.js'

export interface Option {
  type: 'string' | 'number' | 'boolean'
  short?: string
  /** A boolean that `--no-…` turns off. */
  negative?: true
  /** Placeholder for the value in the help, for options that have one. FILE names a file. */
  value?: string
  /** The only values that it takes. */
  values?: readonly string[]
  /** Options that would mean nothing beside it. */
  without?: readonly string[]
  help: string
}

type Options = Record<string, Option>
type Value<O extends Option> = O['type'] extends 'boolean'
  ? boolean
  : O['type'] extends 'number'
    ? number
    : O['values'] extends readonly (infer V)[]
      ? V
      : string
type Values<O extends Options> = { [Name in keyof O]?: Value<O[Name]> }

interface Definition<O extends Options> {
  /** One word, or two: `key create`. */
  name: string
  summary: string
  /** Names of the arguments, all of them required. FILE and FILE… name files. */
  arguments: string[]
  /** Names of arguments that may follow them. */
  optional?: string[]
  /** The last argument may be given several times. */
  repeats?: boolean
  /** The only values that the first argument takes. */
  choices?: readonly string[]
  options: O
  /** Paragraphs and examples below the options. */
  details?: string[]
  /** The exit status of a failure; 1 if not given. */
  failure?: number
  /** May resolve to the exit status of a success; 0 if it does not. */
  run(input: Input<O>, terminal: Terminal): Promise<void> | Promise<number>
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
  choices: readonly string[]
  options: Options
  details: string[]
  /** The exit status of a failure. */
  failure: number
  /** Resolves to the exit status. Throws UsageError if `argv` does not match the definition. */
  run(argv: string[], env: Record<string, string | undefined>, terminal: Terminal): Promise<number>
}

/** Of every command whose answer a program can read. */
export const json = { type: 'boolean', help: 'prints the answer of the API' } as const

/** Combines a definition with the parsing of its arguments. */
export function command<const O extends Options>(definition: Definition<O>): Command {
  const { name, summary, options, optional = [], choices = [], details = [], failure = 1 } = definition
  const run: Command['run'] = async (argv, env, terminal) => {
    const parsed = parse(definition, argv)
    return (await definition.run({ ...parsed, env }, terminal)) ?? 0
  }
  const words = [...definition.arguments, ...optional.map(word => `[${word}]`)]
  return { name, summary, arguments: words, choices, options, details, failure, run }
}

function parse<O extends Options>(definition: Definition<O>, argv: string[]) {
  const { name, arguments: wanted, optional = [], repeats = false, choices, options } = definition
  const refuse = (message: string): never => {
    throw new UsageError(message, name)
  }
  const { positionals, values, tokens } = tokenized(definition, argv)
  const missing = wanted.slice(positionals.length)
  if (missing.length > 0) refuse(`"fivehundred ${name}" needs ${missing.join(' and ')}.`)
  const extra = repeats ? [] : positionals.slice(wanted.length + optional.length)
  if (extra.length > 0) refuse(`Unexpected ${extra.map(word => `"${word}"`).join(', ')}.`)
  const given = tokens.flatMap(token => (token.kind === 'option' ? [token.name] : []))
  for (const [at, option] of given.entries()) {
    if (given.indexOf(option) < at) refuse(`--${option} is given twice.`)
    const idle = [`no-${option}`, ...(options[option]?.without ?? [])].find(other => given.includes(other))
    if (idle !== undefined) refuse(`--${idle} does not go together with --${option}.`)
  }
  const read = Object.entries(values).map(([option, value]) => {
    if (typeof value === 'string') return [option, readValue(option, options[option], trim(value), refuse)]
    return option in options ? [option, value] : [option.replace('no-', ''), false]
  })
  const words = positionals.map(trim)
  if (choices && !choices.includes(words[0] ?? ''))
    refuse(`${wanted[0]} must be ${oneOf(choices)}, not "${words[0]}".`)
  return { arguments: words, options: Object.fromEntries(read) as Values<O> }
}

function tokenized<O extends Options>({ name, options }: Definition<O>, argv: string[]) {
  const typed = Object.entries(options).flatMap(([option, { type, short, negative }]) => [
    [option, { type: type === 'boolean' ? 'boolean' : 'string', ...(short && { short }) } as const],
    ...(negative ? [[`no-${option}`, { type: 'boolean' } as const]] : []),
  ])
  try {
    const config = { options: Object.fromEntries(typed) as Record<string, { type: 'string' | 'boolean' }> }
    return parseArgs({ args: argv, ...config, allowPositionals: true, strict: true, tokens: true })
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(error.message, name)
    throw error
  }
}

function readValue(
  option: string,
  { type, values }: Option = { type: 'string', help: '' },
  text: string,
  refuse: (message: string) => never,
): string | number {
  if (values && !values.includes(text)) refuse(`--${option} must be ${oneOf(values)}, not "${text}".`)
  if (type !== 'number') return text
  return typedWholeNumber(text) ?? refuse(`--${option} must be a whole number, not "${text}".`)
}

/** "a", "a or b", "a, b or c". */
function oneOf(values: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(values)
}
