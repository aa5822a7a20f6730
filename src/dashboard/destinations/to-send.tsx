import type { Link } from '../../links/view.js'

/** What to send to whom, for the tweets that are not yet published as far as this service knows. */
export function ToSend({ links }: { links: Link[] }) {
  const all = links.map(({ account, shortUrl }) => `${account} ${shortUrl}`).join('\n')
  return (
    <section class="card" id="send">
      <h2>Send each friend their link</h2>
      <ul class="entries">
        {links.map(link => (
          <li key={link.slug}>
            <p>
              <strong>{link.account}</strong> <a href={`/app/links/${link.slug}`}>{link.shortUrl}</a>
            </p>
            <div class="copy">
              <p class="message">{message(link)}</p>
              <button
                type="button"
                class="quiet"
                data-copy={message(link)}
                aria-label={`Copy the message for ${link.account}`}
              >
                Copy
              </button>
            </div>
          </li>
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

function message({ account, shortUrl }: Link): string {
  return `Would you tweet this for me, ${account}? ${shortUrl} – the link is yours alone, so we will see what your tweet brings.`
}
