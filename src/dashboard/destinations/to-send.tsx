import { composer } from '../../links/compose.js'
import type { Link } from '../../links/view.js'
import { CopyButton } from '../parts/copy.js'

/** What to send to whom, for the tweets that are not yet published as far as this service knows. */
export function ToSend({ links }: { links: Link[] }) {
  const all = links.map(({ account, shortUrl }) => `${account} ${shortUrl}`).join('\n')
  return (
    <section class="card" id="send">
      <h2>Send each friend their link</h2>
      <ul class="entries">
        {links.map(link => (
          <Errand key={link.slug} link={link} />
        ))}
      </ul>
      <details>
        <summary>All links as a list</summary>
        <pre>{all}</pre>
        <button type="button" class="quiet" data-copy={all}>
          Copy the list
        </button>
      </details>
    </section>
  )
}

/** What one friend gets: a message. Its second address opens their network, filled in. */
function Errand({ link }: { link: Link }) {
  const { account, slug, shortUrl, tweet } = link
  const { on, verb, url } = composer(account, tweet?.text ?? null, shortUrl)
  return (
    <li>
      <p>
        <strong>{account}</strong> <a href={`/app/links/${slug}`}>{shortUrl}</a>
      </p>
      <div class="copy">
        <p class="message">{message(link, url)}</p>
        <CopyButton text={message(link, url)} label={`Copy the message for ${account}`} />
      </div>
      <p class="small">
        <a href={url} target="_blank" rel="noopener noreferrer">
          {`${verb} it as ${account} on ${on}`}
        </a>
      </p>
    </li>
  )
}

function message({ account, shortUrl }: Link, compose: string): string {
  return `Would you tweet this for me, ${account}? ${shortUrl} – the link is yours alone, so we will see what your tweet brings. To write it at once: ${compose}`
}
