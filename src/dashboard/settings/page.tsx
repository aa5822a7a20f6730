import type { ProviderState } from '../../accounts/provider-states.js'
import type { KeyInfo } from '../../auth/keys.js'
import type { Config } from '../../config.js'
import { counted } from '../../influence/figures.js'
import type { PriorInForce } from '../../scores/prior.js'
import type { PriorProgress } from '../../scores/prior-progress.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { IfMay } from '../parts/if-may.js'
import { Moment } from '../parts/moment.js'
import { PriorNote } from '../parts/prior.js'
import { useView } from '../view.js'
import { Keys, type NewKey } from './keys/section.js'
import { Networks } from './networks.js'
import { sharexFile } from './sharex.js'
import { TakeAlong } from './take-along.js'
import { webhooksPath } from './webhooks/list-page.js'

interface SettingsPageProps {
  config: Readonly<Config>
  /** Null for people who are not admins. */
  keys: KeyInfo[] | null
  made: NewKey | null
  form: FormState
  providers: ProviderState[]
  prior: PriorInForce
  /** The estimate of it that is running. */
  running: PriorProgress | null
}

/** Who is logged in, the keys, and how this service is configured. */
export function SettingsPage({ config, keys, made, form, providers, prior, running }: SettingsPageProps) {
  return (
    <Layout title="Settings">
      <h1>Settings</h1>
      <WhoAmI />
      {keys !== null && <Keys keys={keys} made={made} form={form} hasPreset={config.adminKey !== null} />}
      <Bookmarklet />
      <div class="grid">
        <Counting days={config.attributionWindowDays} prior={prior} running={running} />
        <section class="card">
          <h2>Elsewhere</h2>
          <ul>
            <IfMay right="shared">
              <li>
                <a href="/app/import">Import</a> links of another shortener, or tweets from X analytics
              </li>
            </IfMay>
            <IfMay right="accounts">
              <li>
                <a href="/app/followers/import">Import follower counts</a> from a CSV file
              </li>
            </IfMay>
            <li>
              <a href="/app/lists">Lists</a> of accounts
            </li>
            {keys !== null && (
              <li>
                <a href={webhooksPath}>Webhooks</a>, which tell your own programs what happens here
              </li>
            )}
            <li>
              <a href="/docs">The API</a>, for everything that these pages can do
            </li>
            <li>
              <a href="/help/clients">Clients of other shorteners</a>, which work here unchanged
            </li>
            <li>
              <a href={`/app/settings/${sharexFile}`} download>
                A file for ShareX
              </a>
              , into which you put a key of yours
            </li>
          </ul>
        </section>
      </div>
      <TakeAlong />
      <Networks providers={providers} />
    </Layout>
  )
}

function WhoAmI() {
  const { viewer } = useView()
  if (viewer === null) return null
  return (
    <p class="lead">
      You are logged in with the key <bdi>“{viewer.name}”</bdi>
      {viewer.role === 'admin'
        ? ', as an admin.'
        : `, as ${viewer.role === 'author' ? 'an author' : `a ${viewer.role}`}. Only admins can see and make keys.`}
    </p>
  )
}

/** The rules that every number follows; `days` is how long a tweet's clicks count for it. */
function Counting({
  days,
  prior,
  running,
}: {
  days: number
  prior: PriorInForce
  running: PriorProgress | null
}) {
  return (
    <section class="card">
      <h2>How it counts</h2>
      <p>
        A tweet is measured by the clicks of its first {days === 1 ? 'day' : `${days} days`}
        <span class="muted"> (ATTRIBUTION_WINDOW_DAYS)</span>. Each person counts once; crawlers, previews and
        prefetching do not count.
      </p>
      <PriorNote prior={prior} />
      <p class="hint">
        {prior.computedAt === null ? (
          'That comes from the configuration; with enough accounts, it is estimated from their data.'
        ) : (
          <>
            That was estimated from {counted(prior.accounts, 'account')} of this service,{' '}
            <Moment at={prior.computedAt} />.
          </>
        )}
      </p>
      {running !== null && (
        <p class="notice" role="status">
          It is being estimated again since <Moment at={running.since} />
          {running.accountsDone !== null && `; ${counted(running.accountsDone, 'account')} read so far`}.
        </p>
      )}
    </section>
  )
}

/** The bookmarklet, and the state of the service. */
function Bookmarklet() {
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
      <p>
        On a phone, add this site to the home screen: then the share menu of any app offers Fivehundred. That
        needs HTTPS, and Chrome on Android.
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

/**
 * A script as an address: it runs on the page where the bookmark is clicked, and opens the form
 * filled in with that page. A title may be longer than an address can be, and end in the middle of
 * a character.
 */
function bookmarklet(baseUrl: string): string {
  const form = JSON.stringify(`${baseUrl}/app?url=`)
  const title = `[...document.title].slice(0,300).join('').replace(/\\p{Cs}/gu,'')`
  return `javascript:void(open(${form}+encodeURIComponent(location.href)+'&title='+encodeURIComponent(${title})))`
}
