import t from 'tap'
import { pathOf, readChoice } from '../../../src/dashboard/leaderboard/choice.js'

t.test('the widest choice where a query names none that there is', async t => {
  const widest = { window: 'all', minTweets: 1, q: '', sort: 'influence' }
  t.strictSame(readChoice({}), widest)
  t.strictSame(readChoice({ window: '31d', minTweets: '-3', list: '', sort: 'handle' }), widest)
  t.strictSame(readChoice({ window: 'ALL', minTweets: '9999999' }), widest)
  t.equal(pathOf(readChoice({})), '/leaderboard')
})

t.test('a choice survives its path', async t => {
  const choice = {
    ...({ window: '90d', minTweets: 5, list: 'friends & foes', q: '@ann', sort: 'tweets' } as const),
  }
  const path = pathOf(choice, { cursor: 'abc' })
  t.equal(path, '/leaderboard?window=90d&minTweets=5&list=friends+%26+foes&q=%40ann&sort=tweets&cursor=abc')
  t.strictSame(readChoice(Object.fromEntries(new URLSearchParams(path.split('?')[1]))), choice)
})
