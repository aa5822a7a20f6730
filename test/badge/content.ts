import t from 'tap'
import { badgeJson, badgeSvg } from '../../src/badge/content.js'
import { badgeOptions } from '../../src/badge/options.js'

const text = { label: 'influence', message: '2.0 %', color: 'blue' }

t.test('draws the badge', async t => {
  t.matchOnly(badgeSvg(text, badgeOptions({})), /^<svg .*influence: 2\.0 %.*<\/svg>$/s)
})

t.test('every style draws another one', async t => {
  const styles = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social']
  t.equal(new Set(styles.map(style => badgeSvg(text, badgeOptions({ style })))).size, styles.length)
})

t.test('nothing of a query becomes markup', async t => {
  const attack = `"'><script>alert(1)</script><a href="javascript:x">&<![CDATA[<!--`
  for (const style of ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social']) {
    const options = badgeOptions({ label: attack, color: attack, labelColor: attack, style })
    const svg = badgeSvg({ ...text, label: options.label ?? '' }, options)
    const plain = badgeSvg({ ...text, label: 'x' }, badgeOptions({ style }))
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
