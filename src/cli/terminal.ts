import { createInterface } from 'node:readline'
import { UsageError } from './errors.js'
import { printable, red, render, renderJson, type Text } from './text.js'

interface Output {
  write(text: string, done?: (error?: Error | null) => void): unknown
  isTTY?: boolean
  columns?: number
}

type Input = NodeJS.ReadableStream & { isTTY?: boolean }

/** The terminal a command runs in: that of the process, or a test's. */
export interface Surroundings {
  env: Record<string, string | undefined>
  stdin: () => Input
  stdout: Output
  stderr: Output
}

export interface Terminal {
  /** Maximum length of a line; unlimited if the width is unknown, as in a pipe. */
  columns: number
  /** Standard input, in pieces. */
  input(): AsyncIterable<Uint8Array>
  /** All of it. */
  read(): Promise<Buffer>
  /** Lines of the result, on standard output. */
  print(lines: Text[]): void
  /** The result for a program, on standard output. */
  printJson(value: unknown): void
  /**
   * A long result, on standard output, in pieces that are asked for as fast as they are taken; it
   * ends where nobody takes more. Resolves to whether all of it was taken.
   */
  pour(pieces: AsyncIterable<string> | Iterable<string>): Promise<boolean>
  /** Remarks for the user, on standard error, so that a pipe gets only the result. */
  note(lines: Text[]): void
  /** The reason for a failure, then its details, on standard error. */
  fail(message: string, details: string[]): void
  /**
   * Asks whether to do what cannot be undone. Throws UsageError where nobody can be asked.
   */
  confirm(question: string): Promise<boolean>
}

/**
 * Colours appear only on a terminal, and never with NO_COLOR (https://no-color.org) or TERM=dumb.
 */
export function terminal({ env, stdin, stdout, stderr }: Surroundings): Terminal {
  const write = (output: Output, lines: Text[]): void => {
    const color = output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
    output.write(lines.map(line => `${render(line, color)}\n`).join(''))
  }
  async function* input() {
    for await (const chunk of stdin()) yield Buffer.from(chunk)
  }
  return {
    columns: stdout.columns ?? Number.POSITIVE_INFINITY,
    input,
    read: async () => {
      const chunks: Buffer[] = []
      for await (const chunk of input()) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    print: lines => write(stdout, lines),
    printJson: value => void stdout.write(`${renderJson(value)}\n`),
    pour: async pieces => {
      for await (const piece of pieces) {
        const text = stdout.isTTY === true ? printable(piece) : piece
        const lost = await new Promise(resolve => stdout.write(text, resolve))
        if (lost) return false
      }
      return true
    },
    note: lines => write(stderr, lines),
    fail: (message, details) => {
      const [first = '', ...rest] = message.split('\n')
      write(stderr, [[red('Error: '), first], ...rest, ...details.map(detail => `  ${detail}`)])
    },
    confirm: async question => {
      const input = stdin()
      if (!input.isTTY) throw new UsageError('Nobody can be asked here: add --yes.')
      stderr.write(`${render(question, false)} [y/N] `)
      for await (const line of createInterface({ input })) return /^y(?:es)?$/i.test(line.trim())
      return false
    },
  }
}
