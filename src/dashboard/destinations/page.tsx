import { counted } from '../../influence/figures.js'
import type { Link } from '../../links/view.js'
import type { Destination, FavourSort } from '../../stats/destination.js'
import type { RecentDestination } from '../../stats/recent-destinations.js'
import { type FormState, freshForm } from '../form.js'
import { Layout } from '../layout.js'
import { Field, Form } from '../parts/form.js'
import { readableAddress } from '../parts/readable-address.js'
import { destinationAddress } from './address.js'
import { Favours } from './favours.js'
import { ToSend } from './to-send.js'

interface DestinationsPageProps {
  asking?: FormState
  lookup?: FormState
  recent: RecentDestination[]
}

/** The starting point: ask friends, or look at the results. */
export function DestinationsPage({ asking, lookup, recent }: DestinationsPageProps) {
  return (
    <Layout title="Destinations">
      <h1>Whose tweet brings the traffic?</h1>
      <p class="lead">
        Ask friends to tweet your page. Each gets a link of their own, so you see what each of them brings.
      </p>
      <div class="grid">
        <AskFriends form={asking ?? freshForm()} />
        <div class="card">
          <LookUp form={lookup ?? freshForm()} />
          {recent.length > 0 && <Recent destinations={recent} />}
        </div>
      </div>
    </Layout>
  )
}

interface DestinationPageProps {
  report: Destination
  /** Those whose tweets are not yet published. */
  links: Link[]
  sort: FavourSort
}

/** The results for one address. */
export function DestinationPage({ report, links, sort }: DestinationPageProps) {
  return (
    <Layout title="Destination">
      <p class="small">
        <a href="/app/destinations">All destinations</a>
      </p>
      <h1>Whose tweet brings the traffic?</h1>
      <p class="lead">
        <a href={report.url} rel="noreferrer">
          <bdi>{readableAddress(report.url)}</bdi>
        </a>
      </p>
      <Favours report={report} sort={sort} />
      {links.length > 0 && <ToSend links={links} />}
      <AskFriends form={freshForm({ url: report.url })} />
    </Layout>
  )
}

function Recent({ destinations }: { destinations: RecentDestination[] }) {
  return (
    <section class="lately">
      <h2>Lately</h2>
      <ul class="entries">
        {destinations.map(({ url, accounts, clickers }) => (
          <li key={url}>
            <a class="one-line" href={destinationAddress(url)}>
              {url}
            </a>
            <span class="hint">
              {counted(accounts, 'account')}, {counted(clickers, 'clicker')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Links to the results for an address. */
function LookUp({ form }: { form: FormState }) {
  return (
    <form method="get" action="/app/destinations">
      <h2>See who brought what</h2>
      <Field name="url" id="looked-up" label="Address of a page" inputMode="url" state={form} required />
      <button type="submit" class="quiet">
        Look it up
      </button>
    </form>
  )
}

/** A link for each friend. */
function AskFriends({ form }: { form: FormState }) {
  return (
    <Form action="/app/destinations" state={form} fields={['url', 'accounts']} class="card">
      <h2>Ask friends to tweet a page</h2>
      <Field name="url" label="Address of the page" inputMode="url" state={form} required />
      <Field
        name="accounts"
        label="Who tweets it"
        rows={5}
        state={form}
        required
        placeholder="@ann, @bob.bsky.social, @cid@mastodon.social"
        hint="One handle per line, or separated by commas. Existing links are kept. New accounts are created."
      />
      <button type="submit">Make their links</button>
    </Form>
  )
}
