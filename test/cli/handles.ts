import t from 'tap'
import { namedAccount, namedAccounts } from '../../src/cli/handles.js'

t.test('handles are told apart by commas or spaces and get their @', async t => {
  t.strictSame(namedAccounts(' @ann,bob  me.example.com, @me@example.com,', 'x'), [
    '@ann',
    '@bob',
    '@me.example.com',
    '@me@example.com',
  ])
})

t.test('the address of a profile stands for its handle', async t => {
  t.equal(namedAccount('https://x.com/jane', 'x'), '@jane')
  t.equal(namedAccount('münchen.social/@me', 'x'), '@me@münchen.social')
  t.strictSame(namedAccounts('x.com/ann;bsky.app/profile/bob.example.com \u200b', 'x'), [
    '@ann',
    '@bob.example.com',
  ])
})

t.test('what is no handle is refused', async t => {
  t.throws(() => namedAccount('a/b', 'x'), {
    message: '"a/b" is not a handle: @name, @name.tld or @name@server.',
  })
  t.throws(() => namedAccounts(', ', 'x'), { message: 'Name accounts, such as @ann,@bob.' })
})
