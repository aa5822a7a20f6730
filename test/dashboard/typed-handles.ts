import t from 'tap'
import { handlesIn, namingEntries } from '../../src/dashboard/typed-handles.js'

t.test('a field has handles and addresses of profiles, and one too many at most', async t => {
  t.strictSame(handlesIn('@ann; x.com/bob\nno!'), ['@ann', '@bob', 'no!'])
  t.strictSame(handlesIn(undefined), [])
  t.equal(handlesIn('@a '.repeat(1500)).length, 1001)
})

t.test('a problem names the entry, cut where it is long', async t => {
  const values = { accounts: `@ann, no! ${'x'.repeat(100)}` }
  const named = (field: string, message: string) =>
    namingEntries({ values, problems: [{ field, message }] }).problems[0]
  t.strictSame(named('accounts[1]', 'must be a handle'), {
    field: 'accounts[1]',
    message: '“no!” must be a handle.',
  })
  t.equal(named('accounts[2]', 'must be a handle')?.message, `“${'x'.repeat(60)}” must be a handle.`)
  const other = { field: 'accounts', message: 'must not be empty' }
  t.strictSame(named(other.field, other.message), other)
})
