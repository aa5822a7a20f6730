import type { Link } from '../../links/view.js'
import { CopyField } from '../parts/copy.js'
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
function BadgeCode({ link }: { link: Link }) {
  const { baseUrl } = useView()
  const image = `/badge/${link.slug}.svg?metric=${link.tweet === null ? 'clicks' : 'influence'}`
  const page = `${link.shortUrl}+`
  return (
    <>
      <p class="row">
        <img src={image} alt="The badge of this link" height={20} />
        <a href={`${link.shortUrl}+`}>Its public page</a>
      </p>
      <CopyField
        label="Badge as HTML"
        value={`<a href="${page}"><img src="${baseUrl}${image}" alt="Real influence"></a>`}
      />
      <CopyField label="Badge as Markdown" value={`[![Real influence](${baseUrl}${image})](${page})`} />
      <p>
        <a href="/app/badges">Design a badge of your own</a>
      </p>
    </>
  )
}
