import t from 'tap'
import { badgeCodes } from '../../../src/dashboard/badges/codes.js'
import type { Theme } from '../../../src/dashboard/embed/theme.js'
import type { Metric } from '../../../src/stats/metric.js'

const codes = (name: string, query: string, metric?: Metric, theme: Theme = 'auto') =>
  Object.fromEntries(badgeCodes(name, { query, metric, theme }, 'https://sho.rt'))

t.test('a code for every place', async t => {
  t.strictSame(codes('@me', 'style=plastic'), {
    HTML: '<a href="https://sho.rt/@me"><img src="https://sho.rt/badge/@me.svg?style=plastic" alt="Influence of @me"/></a>',
    Markdown: '[![Influence of @me](https://sho.rt/badge/@me.svg?style=plastic)](https://sho.rt/@me)',
    BBCode: '[url=https://sho.rt/@me][img]https://sho.rt/badge/@me.svg?style=plastic[/img][/url]',
    'Endpoint for shields.io': 'https://sho.rt/badge/@me.json?style=plastic',
    'Embed, as a small frame':
      '<iframe src="https://sho.rt/embed/@me" title="Influence of @me" width="480" height="230" style="max-width:100%;" frameborder="0" loading="lazy"></iframe>',
  })
  t.match(codes('launch', '').Markdown, '](https://sho.rt/launch+)')
})

t.test('the theme is of the embed alone', async t => {
  const { HTML, 'Embed, as a small frame': embed } = codes('@me', '', undefined, 'dark')
  t.match(embed, 'src="https://sho.rt/embed/@me?theme=dark"')
  t.notMatch(HTML, 'theme')
})

t.test('a hostile label stays in its address', async t => {
  const query = new URLSearchParams({ label: `")]['><script>` }).toString()
  const { HTML, Markdown = '', BBCode } = codes('launch', query)
  t.notMatch(HTML, '<script')
  t.match(BBCode, /^\[url=[^\]]+\]\[img\][^\]]+\[\/img\]\[\/url\]$/)
  t.match(Markdown, /^\[!\[Influence of launch\]\([^()]+\)\]\([^()]+\)$/)
})

t.test('the text for people who cannot see the badge names its number', async t => {
  t.match(codes('launch', 'metric=clicks', 'clicks').HTML, 'alt="Clicks of launch"')
  t.match(codes('@me', '', 'followersWhoClick').Markdown, '[![Followers who click of @me]')
})
