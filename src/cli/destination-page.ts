import type { Destination } from '../stats/destination.js'
import { bar } from './bars.js'
import { count, counted, percent } from './figures.js'
import { table } from './table.js'
import { bold, dim, type Text } from './text.js'

const barWidth = 24

/** Who brought what to an address, for a person's eyes, the sentence first. */
export function destinationPage({ url, links, clicks, clickers, data, sentence }: Destination): Text[] {
  const most = Math.max(0, ...data.map(favour => favour.clickers))
  const rows = data.map(favour => [
    favour.account ?? 'nobody',
    count(favour.clickers),
    count(favour.clicks),
    favour.share === null ? '' : percent(favour.share),
    count(favour.followers),
    percent(favour.influence),
    bar(favour.clickers, most, barWidth).padEnd(barWidth),
    favour.slug,
  ])
  const headings = ['account', 'clickers', 'clicks', 'share', 'followers', 'influence', '', 'link']
  const total = `${counted(clicks, 'click')} by ${counted(clickers, 'clicker')} on ${counted(links, 'link')}`
  return [
    bold(sentence),
    [url, dim(`  ${total}`)],
    ...(rows.length === 0 ? [] : ['', ...table(headings, rows, { right: [1, 2, 3, 4, 5] })]),
    ...(links > data.length ? [dim(`and ${counted(links - data.length, 'more link')}`)] : []),
  ]
}
