import t from 'tap'
import { badgeOptions } from '../../src/badge/options.js'

const nothing = {
  metric: undefined,
  label: undefined,
  color: undefined,
  labelColor: undefined,
  style: undefined,
}

t.test('takes what the library knows', async t => {
  const query = {
    metric: 'clickers',
    label: 'people',
    color: 'Brightgreen',
    labelColor: '#FF8800',
    style: 'plastic',
  }
  t.strictSame(badgeOptions(query), {
    metric: 'clickers',
    label: 'people',
    color: 'brightgreen',
    labelColor: 'ff8800',
    style: 'plastic',
  })
  t.match(badgeOptions({ color: 'abc', label: '' }), { color: 'abc', label: '' })
})

t.test('leaves out what it does not', async t => {
  t.strictSame(badgeOptions({}), nothing)
  const odd = [
    'constructor',
    '__proto__',
    'toString',
    'url(#x)',
    'red;x',
    'rgb(1,2,3)',
    '#12345',
    '"><script>',
    'flat\0',
  ]
  for (const value of odd) {
    t.strictSame(
      badgeOptions({ metric: value, color: value, labelColor: value, style: value }),
      nothing,
      value,
    )
  }
})

t.test('of a repeated parameter the first counts', async t => {
  t.match(badgeOptions({ style: ['social', 'flat'], label: ['a', 'b'] }), { style: 'social', label: 'a' })
  t.strictSame(badgeOptions({ style: [], label: [{}], color: { a: 1 } }), nothing)
})

t.test('a label loses what XML cannot hold and what turns its direction', async t => {
  const label = (text: string) => badgeOptions({ label: text }).label
  t.equal(label('a\0\x01\n\x1b[31mb\x7f\x85'), 'a[31mb')
  t.equal(label('x\ud800y\udc00\uffff\ufffez'), 'xyz')
  t.equal(label('\u202egnp.exe\u2066'), 'gnp.exe')
  t.equal(label('Einfluß 影響 👍🏽'), 'Einfluß 影響 👍🏽')
})

t.test('a label ends after 64 characters, never inside one', async t => {
  t.equal(badgeOptions({ label: '👍'.repeat(100) }).label, '👍'.repeat(64))
})
