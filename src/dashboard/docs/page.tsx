import { Layout } from '../layout.js'
import { useView } from '../view.js'

/** The readable page of the API. `reference` is rendered, and ours, so its HTML is trusted. */
export function DocsPage({ reference, version }: { reference: string; version: string }) {
  const { baseUrl } = useView()
  return (
    <Layout title="API" scripts={['docs']}>
      <h1>The API</h1>
      <p class="lead">Everything that the pages do, for programs. Version 1, of Fivehundred {version}.</p>
      <div class="grid">
        <section class="card">
          <h2>Before the first call</h2>
          <ul>
            <li>
              Base: <code>{baseUrl}/api/v1</code>. JSON, times in ISO 8601 and UTC, ratios as plain numbers:
              0.02 is 2 %.
            </li>
            <li>
              A key as <code>Authorization: Bearer …</code>; the <a href="/app/settings#keys">settings</a>{' '}
              make one, and <a href="/help/api#keys-and-roles">roles</a> say what it may do.
            </li>
            <li>
              <a href="/help/api">By example</a>, a <a href="/help/api#from-typescript">typed client</a>, a{' '}
              <a href="/help/cli">command line</a>, and the{' '}
              <a href="/api/v1/openapi.json">OpenAPI document</a> that this page is made of.
            </li>
          </ul>
        </section>
        <section class="card">
          <h2>What all calls share</h2>
          <ul>
            <li>
              <a href="/help/api#pages">Pages</a>: a list answers <code>data</code> and{' '}
              <code>nextCursor</code>.
            </li>
            <li>
              <a href="/help/api#what-every-answer-has">Limits</a>: <code>RateLimit</code> says how many calls
              are left.
            </li>
            <li>
              <a href="/help/api#safe-retries">Safe retries</a> with <code>Idempotency-Key</code>,{' '}
              <a href="/help/api#safe-changes">safe changes</a> with <code>If-Match</code>.
            </li>
            <li>
              <a href="/help/errors">Errors</a>: a stable <code>code</code>, and every field that is wrong.
              Every call can answer 400, 401, 403, 405, 429, 500 and 503; only the others are named below.
            </li>
            <li>
              <a href="/help/changelog#what-may-change">What may change</a> within version 1, how that is
              told, and <a href="/help/changelog">what has changed</a>.
            </li>
          </ul>
        </section>
      </div>
      <section class="card try-key" hidden>
        <label for="key">Your key, to try calls below</label>
        <input id="key" type="password" autocomplete="off" spellcheck={false} placeholder="fh_…" />
        <p class="hint">
          It stays on this page and goes only to this service. What you try is real: it makes, changes and
          deletes.
        </p>
      </section>
      <div dangerouslySetInnerHTML={{ __html: reference }} />
    </Layout>
  )
}
