import type { Command } from '../command.js'
import { families, firstWords, flagsOf, quoted, secondWords, takesFiles } from './words.js'

/** The completion for bash 4 or newer. */
export function bash(commands: Command[]): string {
  return `# Completes fivehundred in bash: source <(fivehundred completion bash)
_fivehundred() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words=
  # bash splits --sort=clicks into three words.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words=${quoted(['--help', '--version', ...firstWords(commands).map(({ word }) => word)].join(' '))}
  elif ((COMP_CWORD == 2)) && [[ ' ${families(commands).join(' ')} ' == *" $prev "* ]]; then
    case $prev in
${families(commands)
  .map(first => `      ${first}) words=${listed(secondWords(commands, first).map(({ word }) => word))} ;;`)
  .join('\n')}
    esac
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]} " in
${commands.map(ofCommand).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _fivehundred fivehundred`
}

/** What can follow one command: the values of the flag before, or a flag, a choice or a file. */
function ofCommand(command: Command): string {
  const flags = flagsOf(command)
  const words = listed([...command.choices, ...flags.map(({ word }) => word)])
  const files = 'COMPREPLY=($(compgen -f -- "$cur")); return'
  const values = flags.flatMap(({ word, short, values, takesFile }) => {
    if (values === undefined) return []
    const pattern = short === undefined ? word : `${word} | -${short}`
    return `          ${pattern}) ${takesFile ? files : values === null ? 'return' : `words=${listed(values)}`} ;;`
  })
  const rest = takesFiles(command)
    ? `if [[ $cur != -* ]]; then ${files}; fi; words=${words}`
    : `words=${words}`
  const lines = [`        case $prev in`, ...values, `          *) ${rest} ;;`, '        esac', '        ;;']
  return `      ${quoted(`${command.name} `)}*)\n${lines.join('\n')}`
}

function listed(words: readonly string[]): string {
  return quoted(words.join(' '))
}
