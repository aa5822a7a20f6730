import t from 'tap'
import { readConfig } from '../../src/config.js'
import { followerProviders } from '../../src/followers/providers.js'

t.test('X needs a token, and its budget is told; by hand nobody is asked', async t => {
  const facts = (env: Record<string, string>) =>
    followerProviders(readConfig(env).providers).map(provider => ({
      ...provider,
      ask: provider.ask !== null,
    }))
  const free = { dailyBudget: null, missing: null }
  t.strictSame(facts({}), [
    { name: 'manual', ask: false, batch: 0, ...free },
    { name: 'x', ask: false, batch: 100, dailyBudget: 100, missing: 'X_BEARER_TOKEN' },
    { name: 'bluesky', ask: true, batch: 25, ...free },
    { name: 'mastodon', ask: true, batch: 10, ...free },
  ])
  const x = facts({ X_BEARER_TOKEN: 'token', X_DAILY_BUDGET: '7' })[1]
  t.strictSame(x, { name: 'x', ask: true, batch: 100, dailyBudget: 7, missing: null })
})
