import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Checkbox } from '../parts/checkbox.js'
import { Field, Form } from '../parts/form.js'
import { Select } from '../parts/select.js'
import { type ImportOutcome, Outcome } from './outcome.js'

export const importPath = '/app/import'

interface ImportPageProps {
  /** What was sent, so that it can be sent again. */
  form: FormState
  /** It is too large to be shown, so the file has to be chosen again. */
  isTooLarge?: boolean
  outcome: ImportOutcome | null
}

const choices = [
  ['refuse', 'Import nothing, and name them'],
  ['keep', 'Keep ours, and leave those out'],
  ['rename', 'Rename those of the file'],
] as const

/** Imports what people bring along, from a file of any kind that we know. */
export function ImportPage({ form, isTooLarge = false, outcome }: ImportPageProps) {
  const isReady =
    outcome !== null && 'report' in outcome && (outcome.report.dryRun || outcome.report.left > 0)
  return (
    <Layout title="Import" scripts={['follower-import']}>
      <h1>Bring your past along</h1>
      <p class="lead">
        Choose a file of another shortener, or of X analytics: its content tells what it is. A preview says
        what would happen.
      </p>
      <div id="outcome" aria-live="polite">
        {outcome !== null && <Outcome outcome={outcome} />}
        {isTooLarge && (
          <noscript>
            <p class="notice">It is too large to be kept on this page: choose the file again.</p>
          </noscript>
        )}
      </div>
      <div class="grid">
        <Form needs="shared" action={importPath} class="card import" enctype="multipart/form-data">
          <Field
            name="file"
            label="File"
            type="file"
            state={form}
            hint="CSV or JSON, at most 10 MB. If you choose a file, the text below is ignored."
          />
          <Field name="csv" label="Or paste it" state={form} rows={6} />
          <Select
            name="onClash"
            label="Links whose name leads elsewhere here"
            state={form}
            options={choices}
          />
          <Checkbox name="skipInvalid" label="Leave out rows that cannot be imported" state={form} />
          <div class="row" id="steps">
            {isReady && (
              <button type="submit" name="step" value="import">
                Import now
              </button>
            )}
            <button type="submit" name="step" value="preview" class={isReady ? 'quiet' : undefined}>
              Preview
            </button>
          </div>
          <div class="busy" role="status" />
        </Form>
        <section class="card">
          <h2>What you can bring</h2>
          <ul>
            <li>
              Links of Bitly, Dub, Rebrandly, Shlink, YOURLS, Kutt, Polr, Sink or Chhoto, or a table with slug
              and url: with their names, and their old counts beside ours.
            </li>
            <li>
              The content of X analytics: your tweets, with their impressions and URL clicks. Links of ours in
              them are attached.
            </li>
            <li>
              All your posts from Mastodon (outbox.json) or Bluesky; an archive of X, which is larger, by the{' '}
              <a href="/help/importing#all-your-tweets-archives">command line</a>.
            </li>
            <li>
              <a href="/app/followers/import">Follower counts</a> of the past have a page of their own.
            </li>
          </ul>
          <p>
            The same file may come again: what is there stays as it is.{' '}
            <a href="/help/importing">How each file looks</a>
          </p>
        </section>
      </div>
    </Layout>
  )
}
