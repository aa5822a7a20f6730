import { sql } from 'drizzle-orm'
import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { accounts, followerCounts, followerRefreshes } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { dayMs } from '../durations.js'
import { AccountUnavailable, BudgetExhausted, ProviderNotConfigured, ProviderUnavailable } from '../errors.js'
import type { FollowerAnswer, ProviderProblem } from '../followers/provider.js'
import type { Provider } from '../followers/providers.js'
import { markCounted } from '../scores/mark-stale.js'
import type { AccountRow } from './find.js'
import type { Snapshot } from './followers.js'
import { giveBack, spendBudget, startOfDay } from './provider-budget.js'

interface Asked {
  id: number
  handle: string
}

/** Temporary problems, which say nothing about the account. */
export const passingProblems: ProviderProblem[] = ['unavailable', 'rate-limited']

/**
 * Asks a provider about accounts, up to its batch size, and stores the counts as snapshots with the
 * current time. Without a count from the provider, the last one stays valid. Returns the answers by
 * account, and when they came; accounts beyond the day's budget have none.
 */
export async function refreshFollowers(
  ctx: Pick<Context, 'db' | 'now'>,
  provider: Provider,
  asked: Asked[],
): Promise<{ answers: Map<number, FollowerAnswer>; at: Date }> {
  if (provider.ask === null) return { answers: new Map(), at: ctx.now() }
  const startedAt = ctx.now()
  const granted = await spendBudget(ctx.db, provider, asked.length, startedAt)
  if (granted === 0) return { answers: new Map(), at: startedAt }
  const chosen = asked.slice(0, granted)
  const told = await provider.ask(chosen.map(({ handle }) => handle))
  const answers = new Map(chosen.map(({ id, handle }) => [id, told.get(handle) ?? silence]))
  const at = ctx.now()
  const unused = [...answers.values()].filter(isPassing).length
  await transact(ctx.db, async tx => {
    await giveBack(tx, provider.name, unused, startedAt)
    await store(tx, provider.name, answers, at)
    await markCounted(tx, [...answers.keys()], at)
    await announceFigures(tx)
  })
  return { answers, at }
}

const silence: FollowerAnswer = { problem: 'unreadable', detail: 'The answer left the account out.' }

export function isPassing(answer: FollowerAnswer): boolean {
  return 'problem' in answer && passingProblems.includes(answer.problem)
}

/** An account deleted in the meantime is skipped. */
async function store(
  tx: Queryable,
  provider: string,
  answers: Map<number, FollowerAnswer>,
  at: Date,
): Promise<void> {
  const rows = [...answers].map(([id, answer]) => ({ id, followers: null, problem: null, ...answer }))
  const time = sql`${at.toISOString()}::timestamptz`
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given(id bigint, followers bigint, problem text)
    join ${accounts} on ${accounts.id} = given.id`
  await tx.execute(sql`
    insert into ${followerCounts} (account_id, counted_at, followers, source)
    select given.id, ${time}, given.followers, ${provider} from ${given}
    where given.followers is not null order by given.id
    on conflict (account_id, counted_at) do update set followers = excluded.followers, source = excluded.source`)
  await tx.execute(sql`
    insert into ${followerRefreshes} (account_id, provider, asked_at, problem)
    select given.id, ${provider}, ${time}, given.problem from ${given} order by given.id
    on conflict (account_id) do update
      set provider = excluded.provider, asked_at = excluded.asked_at, problem = excluded.problem`)
}

/**
 * Asks the account's network now. Throws ProviderNotConfigured, BudgetExhausted,
 * ProviderUnavailable, or AccountUnavailable if the network has no such account.
 */
export async function refreshNow(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  providers: Provider[],
  { id, handle, network }: AccountRow,
): Promise<Snapshot> {
  requireRight(ctx.access, 'accounts')
  const provider = providers.find(each => each.name === network)
  if (!provider?.ask)
    throw new ProviderNotConfigured({ provider: network, missing: provider?.missing ?? null })
  const { answers, at } = await refreshFollowers(ctx, provider, [{ id, handle }])
  const answer = answers.get(id)
  if (answer === undefined) throw new BudgetExhausted(budgetFacts(provider, ctx.now()))
  if ('followers' in answer) {
    return { followers: answer.followers, countedAt: at.toISOString(), source: network }
  }
  const { problem, detail, retryAfterSeconds } = answer
  const facts = { handle, provider: network, problem }
  if (['not-found', 'suspended', 'moved'].includes(problem)) throw new AccountUnavailable(detail, facts)
  throw new ProviderUnavailable(detail, { ...facts, ...(retryAfterSeconds && { retryAfterSeconds }) })
}

function budgetFacts({ name, dailyBudget }: Provider, now: Date) {
  const tomorrow = startOfDay(now).getTime() + dayMs
  const retryAfterSeconds = Math.ceil((tomorrow - now.getTime()) / 1000)
  return { provider: name, dailyBudget: dailyBudget ?? 0, retryAfterSeconds }
}
