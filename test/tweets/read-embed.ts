import t from 'tap'
import { readEmbed } from '../../src/tweets/read-embed.js'

/** As X documents it. */
const embed = (paragraph: string) =>
  `<blockquote class="twitter-tweet" data-dnt="true"><p lang="en" dir="ltr">${paragraph}</p>&mdash; Me (@me) ` +
  '<a href="https://twitter.com/me/status/20?ref_src=twsrc%5Etfw">March 21, 2006</a></blockquote>\n'
const link = (code: string, label = `https://t.co/${code}`) => `<a href="https://t.co/${code}">${label}</a>`

t.test('the text and the codes of its links', async t => {
  const html = embed(
    `Real influence &amp; why: ${link('Ab3xYz7Qw1')} by <a href="https://twitter.com/you?ref_src=x">@you</a><br><br>` +
      `&quot;Ünderrated&quot; &lt;3 &#39;so&#x27; &#128516; <a href="https://twitter.com/hashtag/a?src=hash">#a</a> ` +
      `${link('ab3xyz7qw1')} ${link('Ab3xYz7Qw1')} ${link('PicPic', 'pic.twitter.com/PicPic')}`,
  )
  t.strictSame(readEmbed(html), {
    text: `Real influence & why: by @you\n\n"Ünderrated" <3 'so' 😄 #a`,
    codes: ['Ab3xYz7Qw1', 'ab3xyz7qw1', 'PicPic'],
  })
})

t.test('where the tweet might have more links than it shows, the codes are unknown', async t => {
  t.strictSame(readEmbed(embed('No link.')), { text: 'No link.', codes: null })
  t.strictSame(readEmbed(embed(link('p', 'pic.twitter.com/p'))), { text: null, codes: null })
  t.strictSame(readEmbed(embed(link('p', 'pic.x.com/p'))), { text: null, codes: null })
  const long = embed(`It goes on ${link('first')} and on… ${link('self')}`)
  t.strictSame(readEmbed(long), { text: 'It goes on and on…', codes: null })
})

t.test('only text is taken from hostile HTML', async t => {
  const html = embed(
    `<script>alert(1)</script>&lt;b&gt;<img src=x onerror="alert(1)"> a\0b &#0; \ud800 &#xd800; &#x110000; &unknown; ` +
      `<a href="javascript:alert(1)">go</a> <a href="https://t.co.evil.example/abc">co</a> ` +
      `<a data-href="https://t.co/data">data</a> <a href="https://evil.example/https://t.co/abc">in</a> ${link('real')}`,
  )
  t.strictSame(readEmbed(html), {
    text: '<b> a\ufffdb \ufffd \ufffd \ufffd \ufffd &unknown; go co data in',
    codes: ['real'],
  })
  t.strictSame(readEmbed(`<p>${link('in')}</p><p>${link('out')}</p>`)?.codes, ['in'])
})

t.test('named letters and signs are decoded, scripts and styles are no text', async t => {
  const text = (paragraph: string) => readEmbed(embed(paragraph))?.text
  t.equal(
    text('w&ouml;rld &Ouml;l &szlig; &yuml; &frac12; &sup2; &laquo;&iquest;&raquo;'),
    'wörld Öl ß ÿ ½ ² «¿»',
  )
  t.equal(
    text('&ldquo;l&rsquo;&oelig;uvre&rdquo; 5&nbsp;&euro; &times; &constructor; &OUML;'),
    '“l’œuvre” 5 € × &constructor; &OUML;',
  )
  t.equal(text('a<script src="x">if (a<b) "</p>" </SCRIPT>b<style>p{}</style >c'), 'abc')
  t.equal(readEmbed(`<script>"<p>no</p>"</script>${embed('yes')}`)?.text, 'yes')
  t.equal(readEmbed('<p>a<script>never closed</p>'), null)
})

t.test('what is no embedded tweet is refused', async t => {
  for (const html of [
    undefined,
    null,
    20,
    {},
    [],
    '',
    'text',
    '<b>',
    '<p',
    '<p>never closed',
    '</p>',
    '<pre></pre>',
  ]) {
    t.equal(readEmbed(html), null, JSON.stringify(html))
  }
})

t.test('text and codes are limited', async t => {
  t.equal([...(readEmbed(embed('😄'.repeat(5_000)))?.text ?? '')].length, 4_000)
  const many = Array.from({ length: 200 }, (_, n) => link(`c${n}`)).join('')
  t.equal(readEmbed(embed(many))?.codes?.length, 100)
})

t.test('the largest answer is read at once, whatever it holds', async t => {
  for (const part of [
    '<',
    '<a href="',
    ' ',
    '&',
    '&#',
    '<p>',
    '<a>',
    '<br>',
    '<script>',
    '<script></script>',
    '\u200b',
    ' href="',
    '<a  href="https://t.co/a">',
    '…',
  ]) {
    for (const html of [part.repeat(64_000 / part.length), embed(part.repeat(64_000 / part.length))]) {
      const start = performance.now()
      readEmbed(html)
      t.ok(performance.now() - start < 500, JSON.stringify(part))
    }
  }
})
