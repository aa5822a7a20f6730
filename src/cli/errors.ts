/**
 * The command line itself is wrong: exit status 2. `command` is the command whose help explains it,
 * if known.
 */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly command?: string,
  ) {
    super(message)
    this.name = 'UsageError'
  }
}

/**
 * The command could not do its work, for an external reason: exit status 1. Each detail is one more
 * line.
 */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly details: string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'CommandFailed'
  }
}
