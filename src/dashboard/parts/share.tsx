import { useView } from '../view.js'
import { CopyField } from './copy.js'

/** Share links for social networks; the post's card shows the result. */
export function Share({ path, text }: { path: string; text: string }) {
  const address = `${useView().baseUrl}${path}`
  const compose = `https://x.com/intent/post?text=${encodeURIComponent(text)}&url=${encodeURIComponent(address)}`
  return (
    <section class="card">
      <h2>Share this result</h2>
      <div class="share">
        <CopyField label="Address of this page" value={address} />
        <a class="button" href={compose} rel="noreferrer">
          Post on X
        </a>
      </div>
    </section>
  )
}
