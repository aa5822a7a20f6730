import t from 'tap'
import { bold, cyan, render, renderJson } from '../../src/cli/text.js'

const esc = String.fromCodePoint(0x1b)
const hostile = [
  `${esc}[2J`,
  `${esc}]0;title\x07`,
  '\x9b31m',
  '\x7f',
  'a\nb',
  'a\rb',
  '\u202e',
  '\u2066',
  '\u2028',
  '\ud800',
  '\u{e0001}',
]

t.test('nothing that steers a terminal comes out of a string', async t => {
  for (const [at, text] of hostile.entries()) {
    const line = render(['x', text, 'y'], true)
    t.notOk(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}]/u.test(line), `text ${at}`)
    t.ok(/^x.*\uFFFD.*y$/.test(line))
  }
  t.equal(render('naïve 日本語 👩‍💻', true), 'naïve 日本語 👩‍💻', 'ordinary text stays')
})

t.test('colours are made only where they are wanted', async t => {
  t.equal(render([bold('a'), cyan(`b${esc}`)], false), 'ab\uFFFD')
  t.equal(render([bold('a'), 'b'], true), `${esc}[1ma${esc}[22mb`)
})

t.test('JSON holds nothing that steers a terminal, and still the same values', async t => {
  const value = { hostile, plain: 'naïve 👩‍💻' }
  const text = renderJson(value)
  t.notMatch(text.replaceAll('\n', ''), /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}]/u)
  t.strictSame(JSON.parse(text), value)
})
