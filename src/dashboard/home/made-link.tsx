import type { Link } from '../../links/view.js'
import { freshForm } from '../form.js'
import { CopyField } from '../parts/copy.js'
import { Qr } from '../parts/qr.js'
import { AttachForm } from '../tweet/attach.js'

/** The link that was just made, with everything that one does with it next. */
export function MadeLink({ link }: { link: Link }) {
  return (
    <section class="card with-qr made">
      <div class="beside-qr">
        <h2>Your link is ready</h2>
        <CopyField label="Your short link" value={link.shortUrl} />
        <p class="row">
          <a class="button" href={link.composeUrl} target="_blank" rel="noopener noreferrer">
            Tweet it on X
          </a>
          <a class="button quiet" href={`/app/links/${link.slug}`}>
            See its page
          </a>
        </p>
        <details>
          <summary>Already tweeted?</summary>
          <AttachForm link={link} form={freshForm()} />
        </details>
      </div>
      <Qr address={link.shortUrl} />
    </section>
  )
}
