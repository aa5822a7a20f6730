import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import { isPassing, passingProblems, refreshFollowers } from '../accounts/refresh-followers.js'
import type { Config } from '../config.js'
import { type Failed, tellFailed } from '../db/around.js'
import type { Database } from '../db/connect.js'
import { accounts, followerRefreshes, tweets } from '../db/schema.js'
import { hourMs } from '../durations.js'
import { followerProviders, type Provider } from '../followers/providers.js'
import type { Job } from './start.js'

/** After a network failure, an account is asked about again sooner than after an answer. */
const retryHours = 1

interface Needs {
  db: Database
  log: Pick<Logger, 'info' | 'warn'>
  now: () => Date
  config: Pick<Config, 'followersRefreshHours' | 'providers'>
  /** Defaults to those of the configuration. */
  providers?: Provider[]
}

/**
 * Asks the networks about accounts with a tweet in its window, since only their counts are used.
 */
export function refreshFollowersJob(needs: Needs): Job {
  const providers = needs.providers ?? followerProviders(needs.config.providers)
  return {
    name: 'refresh followers',
    everyMs: 600_000,
    async run(signal) {
      if (needs.config.followersRefreshHours === 0) return
      const asked = providers.filter(({ ask }) => ask !== null)
      const failed: Failed<string>[] = []
      for (const provider of asked) {
        // Each network separately: a failure of one must not keep us from asking the others.
        await refreshDue(needs, provider, signal).catch(error => failed.push({ item: provider.name, error }))
      }
      tellFailed('networks', failed)
    },
  }
}

/**
 * One batch after the other until nobody is due, the daily budget is spent, or the network is down.
 */
async function refreshDue(needs: Needs, provider: Provider, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const due = await findDue(needs, provider)
    if (due.length === 0) return
    const { answers } = await refreshFollowers(needs, provider, due)
    const all = [...answers.values()]
    const facts = { provider: provider.name, accounts: all.length }
    if (all.length > 0) needs.log.info(facts, 'A network was asked for follower counts.')
    if (all.length < due.length) return
    if (all.every(isPassing)) {
      needs.log.warn(
        { ...facts, answer: all[0] },
        'A network gave no follower counts; the last ones stay in use.',
      )
      return
    }
  }
}

function findDue(
  { db, now, config }: Needs,
  { name, batch }: Provider,
): Promise<{ id: number; handle: string }[]> {
  const at = (hoursAgo: number) =>
    sql`${new Date(now().getTime() - hoursAgo * hourMs).toISOString()}::timestamptz`
  const passing = sql.join(
    passingProblems.map(problem => sql`${problem}`),
    sql`, `,
  )
  const retryAt = at(Math.min(retryHours, config.followersRefreshHours))
  return db.execute<{ id: number; handle: string }>(sql`
    select ${accounts.id}::float8 as id, ${accounts.handle} as handle
    from ${accounts} left join ${followerRefreshes} on ${followerRefreshes.accountId} = ${accounts.id}
    where ${accounts.network} = ${name}
      and exists (select from ${tweets} where ${tweets.accountId} = ${accounts.id}
        and ${tweets.tweetedAt} <= ${at(0)} and ${tweets.windowEndsAt} > ${at(0)})
      and (${followerRefreshes.askedAt} is null or ${followerRefreshes.askedAt} <= case
        when ${followerRefreshes.problem} in (${passing}) then ${retryAt} else ${at(config.followersRefreshHours)} end)
    order by ${followerRefreshes.askedAt} nulls first, ${accounts.id} limit ${batch}`)
}
