import t from 'tap'
import { nameEntry, splitHandles } from '../../../src/dashboard/destinations/handles.js'

t.test('handles stand on lines of their own or with something between them', async t => {
  const text = ' @ann,@bob.bsky.social;  @cid@mastodon.social\r\n\n@dan ,\t'
  t.strictSame(splitHandles(text), ['@ann', '@bob.bsky.social', '@cid@mastodon.social', '@dan'])
  t.strictSame(splitHandles(' \n'), [])
  t.equal(splitHandles('@a '.repeat(300_000)).length, 2_000, 'of many only some are looked at')
  t.equal(splitHandles('\u200b '.repeat(2_000).concat('@a')).length, 2_000, 'and none is left out in silence')
})

t.test('a problem names the entry, cut where it is long', async t => {
  const entries = ['@ann', 'no!', 'x'.repeat(100)]
  const field = (n: number) => nameEntry({ field: `accounts[${n}]`, message: 'must be a handle' }, entries)
  t.strictSame(field(1), { field: 'accounts[1]', message: '“no!” must be a handle.' })
  t.equal(field(2).message, `“${'x'.repeat(60)}” must be a handle.`)
  const other = { field: 'accounts', message: 'must not be empty' }
  t.strictSame(nameEntry(other, entries), other)
})
