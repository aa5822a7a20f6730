import { connect } from '../connect.js'
import { codeOf, codes } from '../errors.js'

/** The URL of a server's database; connect.ts knows `?host=`. */
export function socketUrl(socketDirectory: string, database = 'fivehundred'): string {
  return `postgres://fivehundred@localhost/${database}?host=${encodeURIComponent(socketDirectory)}`
}

/**
 * Asks the server once whether it serves its database, and makes the database if it is missing. A
 * `starting` server accepts nobody yet, for example while it recovers from a crash; a `silent` one
 * does not answer.
 */
export async function probe(socketDirectory: string): Promise<'ready' | 'starting' | 'silent'> {
  const answer = await ask(socketUrl(socketDirectory), 'select 1')
  if (answer === null) return 'ready'
  if (codes.takesNobody.test(answer)) return 'starting'
  if (!codes.noSuchDatabase.test(answer)) return 'silent'
  await ask(socketUrl(socketDirectory, 'postgres'), 'create database fivehundred')
  // Another process may have made it at the same time.
  return (await ask(socketUrl(socketDirectory), 'select 1')) === null ? 'ready' : 'starting'
}

/** Whether anybody else is connected to a server that answers. */
export async function isInUse(socketDirectory: string): Promise<boolean> {
  const others = `select 1 / count(*) from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`
  const answer = await ask(socketUrl(socketDirectory), others)
  return answer === null || !codes.divisionByZero.test(answer)
}

/** Null for success, otherwise the error's code. */
async function ask(url: string, statement: string): Promise<string | null> {
  const db = connect(url, { max: 1, name: 'fivehundred start' })
  try {
    await db.$client.unsafe(statement)
    return null
  } catch (error) {
    return codeOf(error) ?? 'unknown'
  } finally {
    await db.$client.end({ timeout: 1 })
  }
}
