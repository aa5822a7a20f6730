import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { addresses } from '../../src/client/api.js'
import { readDocument } from '../fixtures/client-types.js'

/** Commands that pass the query on, and what they ask. */
const queries: Record<string, keyof typeof addresses> = {
  'links list': 'listLinks',
  stats: 'getLinkStats',
  totals: 'getStats',
  'clicks list': 'listLinkClicks',
  'clicks sync': 'listClicks',
  influence: 'getAccountInfluence',
  tweets: 'listAccountTweets',
  destinations: 'getDestination',
  leaderboard: 'getLeaderboard',
  exchange: 'listExchangeRates',
  import: 'importLinks',
  'accounts list': 'listAccounts',
  'lists list': 'listLists',
  'tags list': 'listTags',
  'followers list': 'listFollowerCounts',
  'followers import': 'importFollowers',
}

t.test('every filter, order and choice of the API is a flag', async t => {
  const { paths } = await readDocument()
  for (const [name, operation] of Object.entries(queries)) {
    const [method, path] = addresses[operation]
    const { parameters = [] } = paths[path]?.[method.toLowerCase()] ?? {}
    const options = commands.find(command => command.name === name)?.options ?? {}
    const asked = parameters.filter(({ in: place, name }) => place === 'query' && name !== 'url')
    for (const { name: parameter, schema } of asked) {
      const flag = parameter.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
      t.ok(flag in options, `${name} --${flag}`)
      t.strictSame(options[flag]?.values, schema.enum, `${name} --${flag}`)
    }
  }
})

t.test('a flag has one meaning as one letter, and rules out only flags that exist', async t => {
  for (const { name, options } of commands) {
    const letters = Object.values(options).flatMap(({ short }) => short ?? [])
    t.equal(new Set(letters).size, letters.length, name)
    for (const { without = [] } of Object.values(options))
      for (const other of without) t.ok(other in options, `${name} --${other}`)
  }
})
