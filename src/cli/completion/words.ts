import type { Command } from '../command.js'

/** A word that can follow, and what it is for. */
export interface Word {
  word: string
  help: string
}

/**
 * A flag as it is typed. `values` is null where anything may follow, undefined where nothing does.
 */
export interface Flag extends Word {
  short: string | undefined
  values: readonly string[] | null | undefined
  takesFile: boolean
}

/** The first words of the command line. A word that begins several commands names them all. */
export function firstWords(commands: Command[]): Word[] {
  const firsts = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]
  return firsts.map(word => {
    const seconds = secondWords(commands, word).map(({ word }) => word)
    const help = commands.find(({ name }) => name === word)?.summary ?? seconds.join(', ')
    return { word, help }
  })
}

/** The second words of the two-word commands that begin with this one. */
export function secondWords(commands: Command[], first: string): Word[] {
  return commands.flatMap(({ name, summary }) => {
    const [one, two] = name.split(' ')
    return one === first && two !== undefined ? [{ word: two, help: summary }] : []
  })
}

/** The words that two-word commands begin with. */
export function families(commands: Command[]): string[] {
  return firstWords(commands)
    .map(({ word }) => word)
    .filter(word => secondWords(commands, word).length > 0)
}

export function flagsOf({ options }: Command): Flag[] {
  const flags = Object.entries(options).flatMap(([name, option]): Flag[] => {
    const { type, short, value, values, negative, help } = option
    const flag = {
      ...{ word: `--${name}`, short, help, takesFile: value === 'FILE' },
      values: type === 'boolean' ? undefined : (values ?? null),
    }
    return negative ? [flag, { ...flag, word: `--no-${name}`, short: undefined }] : [flag]
  })
  const help = { word: '--help', short: 'h', help: 'prints this help', values: undefined, takesFile: false }
  return [...flags, help]
}

/** Whether an argument is a file. */
export function takesFiles(command: Command): boolean {
  return command.arguments.some(name => name.startsWith('FILE'))
}

/** For a shell, between single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
