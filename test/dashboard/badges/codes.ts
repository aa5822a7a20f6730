import t from 'tap'
import { badgeCodes } from '../../../src/dashboard/badges/codes.js'

const codes = (name: string, query: string) => Object.fromEntries(badgeCodes(name, query, 'https://sho.rt'))

t.test('a code for every place', async t => {
  t.strictSame(codes('@me', 'style=plastic'), {
    HTML: '<a href="https://sho.rt/@me"><img src="https://sho.rt/badge/@me.svg?style=plastic" alt="Real influence of @me"/></a>',
    Markdown: '[![Real influence of @me](https://sho.rt/badge/@me.svg?style=plastic)](https://sho.rt/@me)',
    BBCode: '[url=https://sho.rt/@me][img]https://sho.rt/badge/@me.svg?style=plastic[/img][/url]',
    'Endpoint for shields.io': 'https://sho.rt/badge/@me.json?style=plastic',
    'Embed, as a small frame':
      '<iframe src="https://sho.rt/embed/@me" title="Real influence of @me" width="480" height="260" frameborder="0" loading="lazy"></iframe>',
  })
  t.match(codes('launch', '').Markdown, '](https://sho.rt/launch+)')
})

t.test('a hostile label stays in its address', async t => {
  const query = new URLSearchParams({ label: `")]['><script>` }).toString()
  const { HTML, Markdown = '', BBCode } = codes('launch', query)
  t.notMatch(HTML, '<script')
  t.match(BBCode, /^\[url=[^\]]+\]\[img\][^\]]+\[\/img\]\[\/url\]$/)
  t.match(Markdown, /^\[!\[Real influence of launch\]\([^()]+\)\]\([^()]+\)$/)
})
