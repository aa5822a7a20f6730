import type { ProviderState } from '../../accounts/provider-states.js'
import type { KeyInfo } from '../../auth/keys.js'
import type { Config } from '../../config.js'
import type { PriorInForce } from '../../scores/prior.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { useView } from '../view.js'
import { Bookmarklet } from './bookmarklet.js'
import { Counting } from './counting.js'
import { Keys, type NewKey } from './keys.js'
import { Networks } from './networks.js'

interface SettingsPageProps {
  config: Readonly<Config>
  /** Null for whoever is no admin. */
  keys: KeyInfo[] | null
  made: NewKey | null
  form: FormState
  providers: ProviderState[]
  prior: PriorInForce
}

/** Who is logged in, the keys, and what this service is set to. */
export function SettingsPage({ config, keys, made, form, providers, prior }: SettingsPageProps) {
  return (
    <Layout title="Settings">
      <h1>Settings</h1>
      <WhoAmI />
      {keys !== null && <Keys keys={keys} made={made} form={form} hasPreset={config.adminKey !== null} />}
      <Bookmarklet />
      <div class="grid">
        <Counting days={config.attributionWindowDays} prior={prior} />
        <section class="card">
          <h2>Elsewhere</h2>
          <ul>
            <li>
              <a href="/app/followers/import">Import follower counts</a> from a CSV file
            </li>
            <li>
              <a href="/app/lists">Lists</a> of accounts
            </li>
            <li>
              <a href="/docs">The API</a>, for everything that these pages can do
            </li>
          </ul>
        </section>
      </div>
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
      {viewer.role === 'admin' ? ', as an admin.' : '. Only an admin sees and makes keys.'}
    </p>
  )
}
