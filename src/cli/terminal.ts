import { red, render, renderJson, type Text } from './text.js'

interface Output {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** The terminal a command runs in: that of the process, or a test's. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdout: Output
  stderr: Output
}

export interface Terminal {
  /** Maximum length of a line; unlimited if the width is unknown, as in a pipe. */
  columns: number
  /** Lines of the result, on standard output. */
  print(lines: Text[]): void
  /** The result for a program, on standard output. */
  printJson(value: unknown): void
  /** Remarks for the user, on standard error, so that a pipe gets only the result. */
  note(lines: Text[]): void
  /** The reason for a failure, then its details, on standard error. */
  fail(message: string, details: string[]): void
}

/**
 * Colours appear only on a terminal, and never with NO_COLOR (https://no-color.org) or TERM=dumb.
 */
export function terminal({ env, stdout, stderr }: Surroundings): Terminal {
  const write = (output: Output, lines: Text[]): void => {
    const color = output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
    output.write(lines.map(line => `${render(line, color)}\n`).join(''))
  }
  return {
    columns: stdout.columns ?? Number.POSITIVE_INFINITY,
    print: lines => write(stdout, lines),
    printJson: value => void stdout.write(`${renderJson(value)}\n`),
    note: lines => write(stderr, lines),
    fail: (message, details) => {
      const [first = '', ...rest] = message.split('\n')
      write(stderr, [[red('Error: '), first], ...rest, ...details.map(detail => `  ${detail}`)])
    },
  }
}
