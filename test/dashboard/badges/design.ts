import t from 'tap'
import { sixDigits, usualColors } from '../../../src/badge/options.js'
import { readDesign } from '../../../src/dashboard/badges/design.js'

const config = { baseUrl: 'https://sho.rt' }
const read = (typed: Record<string, string>) => readDesign(typed, config)

t.test('only what was chosen is in the query', async t => {
  const typed = {
    of: ' @me ',
    metric: '',
    style: 'plastic',
    label: ' my reach ',
    color: '#0b57d0',
    labelColor: '',
  }
  const { design, form } = read(typed)
  t.strictSame(design, {
    of: '@me',
    query: 'style=plastic&label=my+reach&color=%230b57d0',
    metric: undefined,
    theme: 'auto',
  })
  t.strictSame(form.problems, [])
})

t.test('an address names its link or account', async t => {
  t.equal(read({ of: 'https://sho.rt/launch+' }).design.of, 'launch')
  t.equal(read({ of: 'https://sho.rt/@me' }).design.of, '@me')
})

t.test('what a badge cannot use is named, kept in the form and left out', async t => {
  const bad = {
    metric: 'money',
    style: 'nope',
    label: 'x'.repeat(65),
    color: 'url(x)',
    labelColor: '"><script>',
    theme: 'pink',
  }
  const { design, form } = read({ of: 'launch', ...bad })
  t.equal(design.query, '')
  t.strictSame(
    form.problems.map(({ field }) => field),
    ['metric', 'style', 'label', 'color', 'labelColor', 'theme'],
  )
  const { color: _, labelColor: __, ...kept } = bad
  t.match(form.values, { ...kept, ...usualColors }, 'a picker can only show colours')
})

t.test('what a picker sends without being touched is not in the query', async t => {
  t.equal(read({ of: '@me', ...usualColors }).design.query, '')
  t.equal(read({ of: '@me', color: 'blue', labelColor: '#555' }).design.query, '')
  const { design, form } = read({ of: '@me', color: 'green', labelColor: '#ABC' })
  t.equal(design.query, 'color=green&labelColor=%23ABC')
  t.match(form.values, { color: sixDigits('green'), labelColor: '#aabbcc' })
})
