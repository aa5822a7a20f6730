import { composer } from '../../links/compose.js'
import type { Link } from '../../links/view.js'
import { qrPath } from '../qr/path.js'
import { CopyButton, CopyField } from './copy.js'
import { bareAddress } from './link-name.js'
import { NativeShare } from './native-share.js'

/** Everything to do with a short link: copy it, post it, hand it to another app, show its code. */
export function ShareBar({ link }: { link: Link }) {
  return (
    <section class="card share-bar" aria-label="Share the link">
      <CopyField label="Short link" value={link.shortUrl} />
      <div class="row">
        <ComposeButtons link={link} brief />
        <NativeShare text={link.tweet?.text ?? null} address={link.shortUrl} />
        <QrFold link={link} />
      </div>
    </section>
  )
}

/** The same for one link of many. */
export function CompactShareBar({ link }: { link: Link }) {
  const { on, verb, url } = composerOf(link)
  return (
    <div class="row share-bar">
      <CopyButton text={link.shortUrl} small label={`Copy ${bareAddress(link.shortUrl)}`} />
      <a
        class="button small quiet"
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={`${verb} ${bareAddress(link.shortUrl)} on ${on}`}
      >
        {verb}
      </a>
      <NativeShare small text={link.tweet?.text ?? null} address={link.shortUrl} />
      <QrFold link={link} small />
    </div>
  )
}

interface ComposeButtonsProps {
  link: Link
  primary?: boolean
  /** On a phone the verb alone is seen. */
  brief?: boolean
}

/** Opens the new post of the account's network; without an account, of those that have one page. */
export function ComposeButtons({ link, primary = false, brief = false }: ComposeButtonsProps) {
  const { shortUrl, tweet } = link
  const text = tweet?.text ?? null
  const places = [composerOf(link)]
  if (link.account === null) places.push(composer('@bsky.app', text, shortUrl))
  return (
    <>
      {places.map(({ on, verb, url }, n) => (
        <a
          key={on}
          class={primary && n === 0 ? 'button' : 'button quiet'}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
        >
          {brief ? verb : `${verb} it on ${on}`}
          {brief && <span class="roomy">{` it on ${on}`}</span>}
        </a>
      ))}
    </>
  )
}

function composerOf({ account, tweet, shortUrl }: Link) {
  return composer(account, tweet?.text ?? null, shortUrl)
}

/** Browsers load the picture when it is unfolded. */
function QrFold({ link: { slug, shortUrl }, small = false }: { link: Link; small?: boolean }) {
  const picture = qrPath(slug, 'png')
  return (
    <details class="qr-fold">
      <summary class={small ? 'button small quiet' : 'button quiet'}>
        QR<span class="unseen">{` code of ${bareAddress(shortUrl)}`}</span>
      </summary>
      <img class="qr" src={picture} alt={`QR code of ${shortUrl}`} width={144} height={144} loading="lazy" />
      <p class="small">
        <a href={picture} download>
          As PNG
        </a>{' '}
        <a href={qrPath(slug, 'svg')} download>
          As SVG
        </a>{' '}
        <a href={qrPath(slug)}>Size and colours</a>
      </p>
    </details>
  )
}
