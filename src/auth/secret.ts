import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { secrets } from '../db/schema.js'

/** A secret of 32 random bytes that all nodes share. The first node that needs it makes it. */
export async function sharedSecret(db: Database, name: string): Promise<Buffer> {
  await db
    .insert(secrets)
    .values({ name, value: randomBytes(32) })
    .onConflictDoNothing()
  const [row] = await db.select({ value: secrets.value }).from(secrets).where(eq(secrets.name, name))
  if (row === undefined) throw new Error(`The secret "${name}" vanished while it was read.`)
  return row.value
}
