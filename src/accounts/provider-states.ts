import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { seesAccount } from '../auth/access.js'
import type { Context } from '../context.js'
import { accounts, followerRefreshes, providerDays } from '../db/schema.js'
import type { Provider } from '../followers/providers.js'
import { startOfDay } from './provider-budget.js'

/** The state of the requests to a network; times in ISO 8601. */
export interface ProviderState {
  provider: string
  configured: boolean
  missing: string | null
  dailyBudget: number | null
  /** Accounts asked about since midnight UTC. */
  askedToday: number
  /** The newest among accounts whose last request was answered. */
  lastSuccessAt: string | null
  /** The newest among those whose last request was not. */
  lastProblem: { handle: string; problem: string; at: string } | null
}

/** The states of the providers that call a network, as far as the caller sees their accounts. */
export function providerStates(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  providers: Provider[],
): Promise<ProviderState[]> {
  const asking = providers.filter(({ name }) => name !== 'manual')
  return Promise.all(asking.map(provider => stateOf(ctx, provider)))
}

async function stateOf(
  { access, db, now }: Pick<Context, 'access' | 'db' | 'now'>,
  provider: Provider,
): Promise<ProviderState> {
  const { name, ask, missing, dailyBudget } = provider
  const [today] = await db
    .select({ asked: providerDays.asked })
    .from(providerDays)
    .where(and(eq(providerDays.provider, name), eq(providerDays.day, startOfDay(now()))))
  const newest = (isProblem: boolean) => {
    const { problem } = followerRefreshes
    return db
      .select({ handle: accounts.handle, problem, at: followerRefreshes.askedAt })
      .from(followerRefreshes)
      .innerJoin(accounts, eq(accounts.id, followerRefreshes.accountId))
      .where(
        and(
          eq(followerRefreshes.provider, name),
          isProblem ? isNotNull(problem) : isNull(problem),
          seesAccount(access, accounts.id),
        ),
      )
      .orderBy(desc(followerRefreshes.askedAt))
      .limit(1)
  }
  const [success] = await newest(false)
  const [failure] = await newest(true)
  return {
    provider: name,
    configured: ask !== null,
    missing,
    dailyBudget,
    askedToday: today?.asked ?? 0,
    lastSuccessAt: success?.at.toISOString() ?? null,
    lastProblem: failure?.problem
      ? { handle: failure.handle, problem: failure.problem, at: failure.at.toISOString() }
      : null,
  }
}
