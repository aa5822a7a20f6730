import type { Command } from '../command.js'
import { families, firstWords, flagsOf, secondWords, takesFiles } from './words.js'

/** The completion for fish, with a description of each word. */
export function fish(commands: Command[]): string {
  return [
    '# Completes fivehundred in fish: fivehundred completion fish > ~/.config/fish/completions/fivehundred.fish',
    'function __fivehundred_begun',
    '  set -l words (commandline -opc)',
    '  test "$words[2..]" = "$argv"',
    'end',
    'function __fivehundred_in',
    '  set -l words (commandline -opc)',
    '  string match -q -- "$argv *" "$words[2..] "',
    'end',
    'complete -c fivehundred -f',
    ...firstWords(commands).map(({ word, help }) => offer('', word, help)),
    ...families(commands).flatMap(first =>
      secondWords(commands, first).map(({ word, help }) => offer(first, word, help)),
    ),
    ...commands.flatMap(ofCommand),
  ].join('\n')
}

function offer(after: string, word: string, help: string): string {
  return `complete -c fivehundred -n '__fivehundred_begun ${after}' -a ${word} -d ${quoted(help)}`
}

function ofCommand(command: Command): string[] {
  const within = `complete -c fivehundred -n '__fivehundred_in ${command.name}'`
  const flags = flagsOf(command).map(({ word, short, values, takesFile, help }) => {
    const value =
      values === undefined
        ? ''
        : takesFile
          ? ' -r -F'
          : ` -x${values === null ? '' : ` -a ${quoted(values.join(' '))}`}`
    return `${within} -l ${word.slice(2)}${short === undefined ? '' : ` -s ${short}`}${value} -d ${quoted(help)}`
  })
  const choices = command.choices.length > 0 ? [`${within} -a ${quoted(command.choices.join(' '))}`] : []
  return [...flags, ...choices, ...(takesFiles(command) ? [`${within} -F`] : [])]
}

/** Between single quotes, fish knows two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`
}
