import { countFigure } from '../../influence/figures.js'
import type { Link } from '../../links/view.js'
import { ConfirmPage } from '../parts/confirm.js'
import { bareAddress, LinkName } from '../parts/link-name.js'

export function DeleteLinkPage({ link }: { link: Link }) {
  const clicks = `${countFigure(link.clicks)} ${link.clicks === 1 ? 'click' : 'clicks'}`
  return (
    <ConfirmPage
      title={`Delete ${bareAddress(link.shortUrl)}?`}
      action={`/app/links/${link.slug}/delete`}
      verb="Delete it"
      back={`/app/links/${link.slug}`}
    >
      <p class="lead">
        <LinkName link={link} />
      </p>
      <p>
        Whoever opens it is then told that it is gone, and nobody can ever take its name again. Its {clicks}{' '}
        go on counting for its account. This cannot be undone.
      </p>
    </ConfirmPage>
  )
}
