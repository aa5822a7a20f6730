import { eq } from 'drizzle-orm'
import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import { announceFigures } from '../db/figures.js'
import { accounts } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { slices } from '../typed/slices.js'
import { type AccountRow, findAccounts } from './find.js'
import type { Handle } from './handle.js'

/** An account as it was elsewhere. */
export interface BroughtAccount {
  account: Handle
  name: string | null
  public: boolean
  createdAt: Date
}

/** Drizzle builds the statement for this many in a few milliseconds. */
const rowsAtOnce = 100

/**
 * Makes the accounts that are not here, each once in the list. One that is here stays as it is,
 * unless something else that was imported made it: then it is younger than in the list, and without
 * a name, and gets what it had elsewhere. So the same list changes nothing the next time.
 */
export async function bringAccounts(
  ctx: Pick<Context, 'access' | 'db'>,
  brought: readonly BroughtAccount[],
  { dryRun }: { dryRun: boolean },
): Promise<{ made: number; changed: number; alreadyThere: number }> {
  requireRight(ctx.access, 'shared')
  return transact(ctx.db, async tx => {
    const counts = { made: 0, changed: 0, alreadyThere: 0 }
    // Every transaction locks the keys in the same order, so that no two can deadlock.
    const sorted = brought.toSorted((a, b) => (a.account.key < b.account.key ? -1 : 1))
    for (const some of slices(sorted, rowsAtOnce)) {
      const known = await findAccounts(
        tx,
        some.map(({ account }) => account.key),
      )
      const missing = some.filter(({ account }) => !known.has(account.key))
      counts.made += missing.length
      if (missing.length > 0 && !dryRun) {
        await tx.insert(accounts).values(missing.map(rowOf)).onConflictDoNothing()
      }
      for (const each of some) {
        const there = known.get(each.account.key)
        if (there === undefined) continue
        if (!isFiller(there, each)) {
          counts.alreadyThere++
          continue
        }
        counts.changed++
        const { name, public: isPublic, createdAt } = each
        if (!dryRun) {
          await tx
            .update(accounts)
            .set({ name, public: isPublic, createdAt })
            .where(eq(accounts.id, there.id))
        }
      }
    }
    if (counts.made + counts.changed > 0 && !dryRun) await announceFigures(tx)
    return counts
  })
}

function rowOf({ account: { handle, key, network }, ...rest }: BroughtAccount) {
  return { ...rest, handle, handleKey: key, network }
}

function isFiller(there: AccountRow, { createdAt }: BroughtAccount): boolean {
  return there.name === null && !there.public && there.createdAt > createdAt
}
