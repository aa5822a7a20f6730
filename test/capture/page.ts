import { createHash } from 'node:crypto'
import t from 'tap'
import { html, page, pageHeaders } from '../../src/capture/page.js'

t.test('values are escaped, and markup that was made here is not', async t => {
  const evil = `"><script>alert('1')</script>&`
  const markup = html`<p title="${evil}">${html`<b>${evil}</b>`}</p>`.text
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;'
  t.equal(markup, `<p title="${escaped}"><b>${escaped}</b></p>`)
})

t.test('the policy allows the page its own style and nothing else', async t => {
  const style = /<style>(.*)<\/style>/s.exec(page('Title', html`<p>x</p>`))?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = pageHeaders['content-security-policy']
  t.match(policy, `style-src 'sha256-${hash}'`)
  t.match(policy, /^default-src 'none';/)
  t.notMatch(policy, /unsafe|script-src/)
})
