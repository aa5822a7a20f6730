import { rootCause } from '../errors.js'

/**
 * Groups of what goes wrong: SQLSTATEs by their beginnings (two digits are a class), and codes of
 * the driver (CONNECT…) and of the system (E…). They differ by what is to be done about it.
 */
export const codes = {
  /**
   * A later try may not meet it: no connection (08), deadlock or conflict (40), no room (53), a
   * time limit, a stop or a start (57), too long idle (25P03, 25P04).
   */
  unavailable:
    /^(?:(?:08|40|53)...|57P0[1-5]|57014|25P0[34]|CONNECT_TIMEOUT|CONNECTION_(?:CLOSED|DESTROYED|ENDED)|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT)$/,
  /** At a start: the server restarts (57P), is full for now, or cannot be reached yet. */
  comesLater:
    /^(?:57P|53300|08|ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|CONNECT|NOT_SUITED)/,
  /** A server of several is down, starting or full, of which another one knows nothing. */
  ofThisServer: /^5[37]/,
  /** A server that takes nobody for now, and a system that has no descriptor. */
  takesNobody: /^(?:57P03|53300|EMFILE|ENFILE)$/,
  /** The session is over: no connection, shutdown, crash, time limits, too long idle. */
  endsSession: /^(?:CONNECTION_|CONNECT_TIMEOUT|E[A-Z]+$|08|57P0|25P0[34])/,
  /**
   * It passes or is mended by itself or by hand; besides the above a transaction that is aborted
   * (25).
   */
  passing: /^(?:08|25|40|53|55|57|58|CONNECT|E[A-Z]+$)/,
  /** The data are at fault: bad values, a broken constraint, more than an index takes. */
  ofData: /^(?:22|23|54)/,
  /** The statement is at fault: names and definitions that do not fit. */
  ofStatement: /^42/,
  /**
   * A transaction met the change of another one: it could not be serialized or the two waited for
   * each other, or the other has taken a name or removed a row between a look and a write.
   */
  metAnother: /^(?:40001|40P01|23505|23503)$/,
  taken: /^23505$/,
  /** Not even tried, because a statement before it in its transaction had failed. */
  notTried: /^25P02$/,
  invalidParameter: /^22023$/,
  noSuchDatabase: /^3D000$/,
  divisionByZero: /^22012$/,
} as const satisfies Record<string, RegExp>

/** The SQLSTATE of an error, or the code of the driver or the system; of what lies beneath. */
export function codeOf(error: unknown): string | undefined {
  const { code } = innermost(error) as Error & { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** Whether the code of an error is one of a group. */
export function hasCode(error: unknown, group: RegExp): boolean {
  return group.test(codeOf(error) ?? '')
}

/** Whether an error, or what caused it, means that the database does not answer now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    // A file that is missing is no server that is.
    const ofFile = code === 'ENOENT' && syscall !== undefined && syscall !== 'connect'
    if (code !== undefined && codes.unavailable.test(code) && !ofFile) return true
  }
  return false
}

/**
 * What to show a person: the innermost message, with its code where it has one. Holds no data of a
 * record.
 */
export function describe(error: unknown): string {
  const code = codeOf(error)
  const { message } = innermost(error)
  return code === undefined || message.includes(code) ? message : `${message} (${code})`
}

/** Drizzle wraps the driver's error, and its own message shows the query with its parameters. */
function innermost(error: unknown): Error {
  const cause = rootCause(error)
  return cause instanceof Error ? cause : new Error(String(cause))
}
