import { renderToString } from 'preact-render-to-string'
import { frameCode, size } from '../embed/oembed.js'
import { pathsOf } from '../public/addresses.js'

/** The code to paste for a badge or an embed, by the kind of place it goes to. */
export function badgeCodes(name: string, query: string, baseUrl: string): [place: string, code: string][] {
  const { badge, badgeJson, page, embed } = pathsOf(name)
  const suffix = query === '' ? '' : `?${query}`
  const image = `${baseUrl}${badge}${suffix}`
  const address = `${baseUrl}${page}`
  const alt = `Real influence of ${name}`
  const html = renderToString(
    <a href={address}>
      <img src={image} alt={alt} />
    </a>,
  )
  return [
    ['HTML', html],
    ['Markdown', `[![${alt}](${image})](${address})`],
    ['BBCode', `[url=${address}][img]${image}[/img][/url]`],
    ['Endpoint for shields.io', `${baseUrl}${badgeJson}${suffix}`],
    ['Embed, as a small frame', frameCode(`${baseUrl}${embed}`, alt, size)],
  ]
}
