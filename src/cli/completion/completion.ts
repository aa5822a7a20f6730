import { type Command, command } from '../command.js'
import { bash } from './bash.js'
import { fish } from './fish.js'
import { zsh } from './zsh.js'

const shells = { bash, zsh, fish }
type Shell = keyof typeof shells
const names = Object.keys(shells) as Shell[]

/**
 * The command that prints how a shell completes the command line; `others` are the other commands.
 */
export function completion(others: Command[]): Command {
  const own = command({
    name: 'completion',
    summary: 'Prints a script with which a shell completes commands, flags and their values',
    arguments: ['SHELL'],
    choices: names,
    options: {},
    details: [
      'SHELL is bash, zsh or fish. In ~/.bashrc: source <(fivehundred completion bash)',
      'zsh, in ~/.zshrc after compinit: source <(fivehundred completion zsh)',
      'fish: fivehundred completion fish > ~/.config/fish/completions/fivehundred.fish',
    ],
    async run({ arguments: [shell] }, terminal) {
      terminal.print(shells[shell as Shell]([...others, own]).split('\n'))
    },
  })
  return own
}
