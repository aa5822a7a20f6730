import t from 'tap'
import { splitHandles, typedAccount } from '../../src/accounts/typed-handles.js'

t.test('handles stand on lines of their own or with something between them', async t => {
  const text = ' @ann,@bob.bsky.social;  @cid@mastodon.social\r\n\n@dan ,\t'
  t.strictSame(splitHandles(text), ['@ann', '@bob.bsky.social', '@cid@mastodon.social', '@dan'])
  t.strictSame(splitHandles(' \n'), [])
  t.equal(splitHandles('@a '.repeat(300_000)).length, 2_000, 'of many only some are looked at')
  t.equal(splitHandles('\u200b '.repeat(2_000).concat('@a')).length, 2_000, 'and none is left out in silence')
})

t.test('an account is meant by its handle or by the address of its profile', async t => {
  for (const text of ['@Ann', ' ann\u200b', 'https://x.com/Ann'])
    t.match(typedAccount(text), { key: '@ann' }, text)
  t.equal(typedAccount('no handle'), null)
})
