// Turns the Markdown beside it into the pages of /help, at build time: dist/help/NAME.html holds
// what is between the page's header and footer. GitHub shows the same files, so they link to
// each other by file name.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Marked } from 'marked'
import { gfmHeadingId } from 'marked-gfm-heading-id'

const source = fileURLToPath(new URL('.', import.meta.url))
const target = fileURLToPath(new URL('../../dist/help/', import.meta.url))

const marked = new Marked({
  walkTokens: token => {
    if (token.type === 'link') token.href = pageOf(token.href)
  },
  hooks: {
    // A wide table or a long line of code scrolls by itself; the keyboard must reach it, too.
    postprocess: html =>
      html
        .replaceAll('<table>', '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>')
        .replaceAll('</table>', '</table></div>')
        .replaceAll('<pre>', '<pre tabindex="0">'),
  },
}).use(gfmHeadingId())

mkdirSync(target, { recursive: true })
for (const file of readdirSync(source).filter(name => name.endsWith('.md'))) {
  const html = await marked.parse(readFileSync(`${source}/${file}`, 'utf8'))
  writeFileSync(`${target}/${file.replace(/md$/, 'html')}`, html)
}

/** "scoring.md#a-tweet" → "/help/scoring#a-tweet". */
function pageOf(href: string): string {
  const [, name, fragment = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? []
  if (name === undefined) return href
  return (name === 'index' ? '/help' : `/help/${name}`) + fragment
}
