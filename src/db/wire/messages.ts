import postgres from 'postgres'

/** The types of messages that matter here, in PostgreSQL's protocol 3.0. */
export const type = {
  // From the server.
  error: 0x45,
  ready: 0x5a,
  status: 0x53,
  rowDescription: 0x54,
  row: 0x44,
  complete: 0x43,
  // From the client.
  query: 0x51,
  sync: 0x53,
} as const

/**
 * The header of every message except a client's first one: its type, and its length without the
 * type.
 */
export const headBytes = 5

export const sync: Buffer = message(type.sync, '')

export function query(statement: string): Buffer {
  return message(type.query, `${statement}\0`)
}

/**
 * The first message of a client, which asks for protocol 3.0 and names user, database and settings.
 */
export function startup(parameters: Record<string, string | undefined>): Buffer {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  const body = Buffer.from(`\0\x03\0\0${pairs.map(pair => `${pair.join('\0')}\0`).join('')}\0`)
  return Buffer.concat([length(body), body])
}

/** The first complete message that has arrived; null if there is none yet. */
export function firstMessage(arrived: Buffer): Buffer | null {
  if (arrived.length < headBytes) return null
  const end = arrived.readUInt32BE(1) + 1
  return arrived.length < end ? null : arrived.subarray(0, end)
}

/** A server's report of a setting: its name and value. */
export function readStatus(message: Buffer): [string, string] {
  const [name = '', value = ''] = message.toString('utf8', headBytes).split('\0')
  return [name, value]
}

const fields: Record<string, string> = {
  S: 'severity_local',
  V: 'severity',
  C: 'code',
  M: 'message',
  D: 'detail',
  H: 'hint',
  W: 'where',
  R: 'routine',
}

/** A server's error as the driver itself would make it. */
export function readError(message: Buffer): postgres.PostgresError {
  const parts = message.toString('utf8', headBytes).split('\0')
  const found = parts.flatMap(part => {
    const name = fields[part.slice(0, 1)]
    return name === undefined ? [] : [[name, part.slice(1)] as const]
  })
  const PostgresError = postgres.PostgresError as unknown as new (given: object) => postgres.PostgresError
  return new PostgresError(Object.fromEntries(found))
}

function message(type: number, body: string): Buffer {
  const bytes = Buffer.from(body)
  return Buffer.concat([Buffer.from([type]), length(bytes), bytes])
}

function length(body: Buffer): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(body.length + 4)
  return bytes
}
