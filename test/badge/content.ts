import t from 'tap'
import { badgeJson, badgeSvg, describeBadge } from '../../src/badge/content.js'
import { badgeOptions, styles } from '../../src/badge/options.js'

const text = { label: 'influence', message: '2.0 %', color: 'blue' }
const shows = describeBadge('@me')

t.test('draws the badge', async t => {
  t.matchOnly(badgeSvg(text, badgeOptions({}), shows), /^<svg .*influence of @me: 2\.0 %.*<\/svg>$/s)
})

t.test('says what it shows to people who cannot see it, whatever its label says', async t => {
  for (const label of ['influence', '', 'my reach'])
    for (const style of styles) {
      const svg = badgeSvg({ ...text, label }, badgeOptions({ style }), describeBadge('@me', 'influence'))
      t.match(svg, ' aria-label="influence of @me: 2.0 %"')
      t.match(svg, '<title>influence of @me: 2.0 %</title>')
    }
})

t.test('every style draws another one', async t => {
  t.equal(new Set(styles.map(style => badgeSvg(text, badgeOptions({ style }), shows))).size, styles.length)
})

t.test('nothing of a query becomes markup', async t => {
  const attack = `"'><script>alert(1)</script><a href="javascript:x">&<![CDATA[<!--`
  for (const style of styles) {
    const options = badgeOptions({ label: attack, color: attack, labelColor: attack, style })
    const svg = badgeSvg({ ...text, label: options.label ?? '' }, options, attack)
    const plain = badgeSvg({ ...text, label: 'x' }, badgeOptions({ style }), shows)
    t.strictSame(elements(svg), elements(plain), `${style} has the elements of a harmless badge`)
    t.notMatch(svg, /<!|javascript:x"|<script|&(?!(amp|lt|gt|quot|apos);)/i)
  }
})

t.test('JSON has the keys of the shields.io schema and no other', async t => {
  t.equal(badgeJson(text), '{"schemaVersion":1,"label":"influence","message":"2.0 %","color":"blue"}')
  t.match(JSON.parse(badgeJson({ ...text, isError: true })), { isError: true })
})

/** Names of elements and their attributes, in order. */
function elements(svg: string): string[] {
  return [...svg.matchAll(/<(\/?\w+)((?:\s+[\w:-]+="[^"<>]*")*)\s*\/?>/g)].map(
    ([, name, attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([\w:-]+)="[^"]*"/g)].map(([, key]) => key)}`,
  )
}
