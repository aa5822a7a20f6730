import type { Link } from '../../links/view.js'
import type { Metric } from '../../stats/metric.js'
import { badgeAlt, badgeCodes } from '../badges/codes.js'
import { CopyField } from '../parts/copy.js'
import { pathsOf } from '../public/addresses.js'
import { useView } from '../view.js'

/** The badge that shows the link's numbers elsewhere. */
export function Share({ link }: { link: Link }) {
  return (
    <section class="card">
      <h2>Badge</h2>
      {link.public ? (
        <BadgeCode link={link} />
      ) : (
        <p class="muted">Make it public, in “Edit”, to show its numbers in a badge.</p>
      )}
    </section>
  )
}

/** The badge as it looks now, and the code that shows it on a blog. */
function BadgeCode({ link: { slug, shortUrl, tweet } }: { link: Link }) {
  const { baseUrl } = useView()
  const metric: Metric = tweet === null ? 'clicks' : 'influence'
  const query = `metric=${metric}`
  const codes = badgeCodes(slug, { query, metric, theme: 'auto' }, baseUrl)
  return (
    <>
      <p class="row">
        <img src={`${pathsOf(slug).badge}?${query}`} alt={badgeAlt(slug, metric)} height={20} />
        <a href={`${shortUrl}+`}>Its public page</a>
      </p>
      {codes.slice(0, 2).map(([place, code]) => (
        <CopyField key={place} label={`Badge as ${place}`} value={code} />
      ))}
      <p>
        <a href={`/app/badges?of=${slug}`}>Design a badge of your own</a>
      </p>
    </>
  )
}
