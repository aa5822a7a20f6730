import { countFigure } from '../../influence/figures.js'
import type { Link } from '../../links/view.js'
import { Layout } from '../layout.js'
import { Form } from '../parts/form.js'
import { bareAddress, LinkName } from '../parts/link-name.js'

export function DeleteLinkPage({ link }: { link: Link }) {
  return (
    <Layout title="Delete a link">
      <section class="narrow">
        <h1>{`Delete ${bareAddress(link.shortUrl)}?`}</h1>
        <Form action={`/app/links/${link.slug}/delete`} class="card">
          <p class="lead">
            <LinkName link={link} />
          </p>
          <p>
            From then on whoever opens it is told that it is gone, and nobody can ever take its name again.
            Its {`${countFigure(link.clicks)} ${link.clicks === 1 ? 'click' : 'clicks'}`} still count for its
            account. This cannot be undone.
          </p>
          <p class="row">
            <button type="submit" class="danger">
              Delete it
            </button>
            <a href={`/app/links/${link.slug}`}>Keep it</a>
          </p>
        </Form>
      </section>
    </Layout>
  )
}
