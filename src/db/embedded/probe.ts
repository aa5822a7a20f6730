import { connect } from '../connect.js'

/** The URL of a server's database; connect.ts knows `?host=`. */
export function socketUrl(socketDirectory: string, database = 'fivehundred'): string {
  return `postgres://fivehundred@localhost/${database}?host=${encodeURIComponent(socketDirectory)}`
}

/**
 * Asks the server once whether it serves its database, and makes the database where it is missing. `starting` is a
 * server that recovers from a crash, `silent` one that does not answer.
 */
export async function probe(socketDirectory: string): Promise<'ready' | 'starting' | 'silent'> {
  const answer = await ask(socketUrl(socketDirectory), 'select 1')
  if (answer === null) return 'ready'
  // cannot_connect_now; invalid_catalog_name
  if (answer === '57P03') return 'starting'
  if (answer !== '3D000') return 'silent'
  await ask(socketUrl(socketDirectory, 'postgres'), 'create database fivehundred')
  // Whoever asks at the same time may have made it.
  return (await ask(socketUrl(socketDirectory), 'select 1')) === null ? 'ready' : 'starting'
}

/** Null for success, else the error's code. */
async function ask(url: string, statement: string): Promise<string | null> {
  const db = connect(url, { max: 1, name: 'fivehundred start' })
  try {
    await db.$client.unsafe(statement)
    return null
  } catch (error) {
    return String((error as { code?: unknown }).code)
  } finally {
    await db.$client.end({ timeout: 1 })
  }
}
