import { useView } from '../view.js'

/** Shortening from any page, and how the whole thing goes. */
export function Bookmarklet() {
  const { baseUrl } = useView()
  return (
    <section class="card" id="bookmarklet">
      <h2>Shorten from any page</h2>
      <p>
        Drag this to your bookmarks, and press it wherever you find something to tweet:{' '}
        <a class="button small quiet" href={bookmarklet(baseUrl)}>
          Tweet with Fivehundred
        </a>
      </p>
      <ol>
        <li>
          Press it on the page that you want to tweet. The form opens, with the page’s address filled in.
        </li>
        <li>Choose your account, write the tweet and make the link.</li>
        <li>Tweet it with the compose button, or copy the short link to wherever you write.</li>
        <li>Come back and attach the published tweet: then its clicks count from the right moment.</li>
      </ol>
    </section>
  )
}

/** A script as an address: it runs on the page where the bookmark is pressed, and opens the form with that page. */
function bookmarklet(baseUrl: string): string {
  const form = `${baseUrl}/app?url=`
  return `javascript:void(open(${JSON.stringify(form)}+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)))`
}
