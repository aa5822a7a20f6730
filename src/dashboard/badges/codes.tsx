import { renderToString } from 'preact-render-to-string'
import { describeBadge } from '../../badge/content.js'
import type { Metric } from '../../stats/metric.js'
import { embedAddress, frameCode, size } from '../embed/oembed.js'
import { pathsOf } from '../public/addresses.js'
import type { Design } from './design.js'

/** The code to paste for a badge or an embed, by the kind of place it goes to. */
export function badgeCodes(
  name: string,
  { query, metric, theme }: Omit<Design, 'of'>,
  baseUrl: string,
): [place: string, code: string][] {
  const { badge, badgeJson, page } = pathsOf(name)
  const suffix = query === '' ? '' : `?${query}`
  const image = `${baseUrl}${badge}${suffix}`
  const address = `${baseUrl}${page}`
  const alt = badgeAlt(name, metric)
  const frame = badgeAlt(name)
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
    ['Embed, as a small frame', frameCode(embedAddress(name, theme, baseUrl), frame, theme, size)],
  ]
}

/** The text of a badge's picture: "Influence of @me". */
export function badgeAlt(name: string, metric?: Metric): string {
  const text = describeBadge(name, metric)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
