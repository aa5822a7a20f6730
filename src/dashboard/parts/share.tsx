import { composer } from '../../links/compose.js'
import { useView } from '../view.js'
import { CopyField } from './copy.js'
import { NativeShare } from './native-share.js'

/** Share links for social networks; the post's card shows the result. */
export function Share({ path, text }: { path: string; text: string }) {
  const address = `${useView().baseUrl}${path}`
  return (
    <section class="card">
      <h2>Share this result</h2>
      <div class="share">
        <CopyField label="Address of this page" value={address} />
        {[null, '@bsky.app'].map(handle => {
          const { on, url } = composer(handle, text, address)
          return <a key={on} class="button" href={url} rel="noreferrer">{`Post on ${on}`}</a>
        })}
        <NativeShare text={text} address={address} />
      </div>
    </section>
  )
}
