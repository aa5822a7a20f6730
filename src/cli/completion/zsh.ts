import type { Command } from '../command.js'
import { families, firstWords, flagsOf, quoted, secondWords, takesFiles, type Word } from './words.js'

/** The completion for zsh, with a description of each word. */
export function zsh(commands: Command[]): string {
  return `#compdef fivehundred
# Completes fivehundred in zsh: source <(fivehundred completion zsh), after compinit
_fivehundred() {
  local prev=\${words[CURRENT-1]}
  local -a found
  if [[ \${words[CURRENT]} == --*=* ]]; then
    prev=\${words[CURRENT]%%=*}
    compset -P '*='
  fi
  if ((CURRENT == 2)); then
    found=(${described(firstWords(commands))})
  elif ((CURRENT == 3)) && [[ ' ${families(commands).join(' ')} ' == *" $prev "* ]]; then
    case $prev in
${families(commands)
  .map(first => `      ${first}) found=(${described(secondWords(commands, first))}) ;;`)
  .join('\n')}
    esac
  else
    case "\${words[2]} \${words[3]} " in
${commands.map(ofCommand).join('\n')}
    esac
  fi
  _describe fivehundred found
}
if [[ \${funcstack[1]} == _fivehundred ]]; then _fivehundred "$@"; else compdef _fivehundred fivehundred; fi`
}

function ofCommand(command: Command): string {
  const flags = flagsOf(command)
  const choices = command.choices.map(word => ({ word, help: '' }))
  const values = flags.flatMap(({ word, short, values, takesFile }) => {
    if (values === undefined) return []
    const pattern = short === undefined ? word : `${word}|-${short}`
    const words = (values ?? []).map(value => ({ word: value, help: '' }))
    return `          ${pattern}) ${takesFile ? '_files; return' : values === null ? 'return' : `found=(${described(words)})`} ;;`
  })
  const files = takesFiles(command) ? '[[ $PREFIX == -* ]] || _files; ' : ''
  const lines = [
    '        case $prev in',
    ...values,
    `          *) ${files}found=(${described([...choices, ...flags])}) ;;`,
    '        esac',
    '        ;;',
  ]
  return `      ${quoted(`${command.name} `)}*)\n${lines.join('\n')}`
}

/** A colon parts a word from its description. */
function described(words: Word[]): string {
  return words.map(({ word, help }) => quoted(help === '' ? word : `${word}:${help}`)).join(' ')
}
