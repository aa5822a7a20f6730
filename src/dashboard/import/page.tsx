import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import { Checkbox } from '../parts/checkbox.js'
import { Field, Form } from '../parts/form.js'
import { Select } from '../parts/select.js'
import { type ImportOutcome, Outcome } from './outcome.js'
import { writeSoFar } from './so-far.js'
import { clashOptions, labels } from './words.js'

export const importPath = '/app/import'

interface ImportPageProps {
  /** What was sent, so that it can be sent again. */
  form: FormState
  /** The file cannot be shown, so it has to be chosen again. */
  isGone?: boolean
  outcome: ImportOutcome | null
  /** The accounts to choose from. */
  handles: string[]
}

/** Imports what people bring along, from a file of any kind that we know. */
export function ImportPage({ form, isGone = false, outcome, handles }: ImportPageProps) {
  const left = outcome !== null && 'report' in outcome && !outcome.report.dryRun && outcome.report.left > 0
  const isReady = left || (outcome !== null && 'report' in outcome && outcome.report.dryRun)
  return (
    <Layout title="Import" scripts={['follower-import']}>
      <h1>Bring your past along</h1>
      <p class="lead">
        Choose a file of another shortener, of X analytics, or of follower counts: its content tells what it
        is. A preview says what would happen.
      </p>
      <div id="outcome" aria-live="polite">
        {outcome !== null && <Outcome outcome={outcome} />}
        {isGone && (
          <noscript>
            <p class="notice">This page cannot keep such a file: choose it again.</p>
          </noscript>
        )}
      </div>
      <div class="grid">
        <Form needs="shared" action={importPath} class="card import" enctype="multipart/form-data">
          <div class="drop">
            <Field
              name="file"
              label="File"
              type="file"
              state={form}
              hint="Drop it here, or choose it: CSV or JSON, at most 10 MB, or the zip file of an X archive. The text below is then ignored."
            />
            <noscript>
              <p class="notice">
                Without scripts a zip file, too, may have at most 10 MB. A larger one is for the command line:{' '}
                <code>fivehundred import FILE</code>.
              </p>
            </noscript>
          </div>
          <Field name="csv" label="Or paste it" state={form} rows={6} />
          <Field
            name="account"
            label={labels.account}
            state={form}
            list="handles"
            autocomplete="off"
            placeholder="@me"
            maxLength={400}
            hint="Only for files that do not say it: the overview of X analytics, tweets.js, counts without handles."
          />
          <datalist id="handles">
            {handles.map(handle => (
              <option key={handle} value={handle} />
            ))}
          </datalist>
          <Field
            name="followers"
            label={labels.followers}
            state={form}
            inputMode="numeric"
            autocomplete="off"
            maxLength={20}
            hint="Of that account, or the only one in the file, if no count is known yet: no influence without one."
          />
          <Select name="onClash" label={labels.onClash} state={form} options={clashOptions} />
          <Checkbox name="skipInvalid" label={labels.skipInvalid} state={form} />
          <div class="row" id="steps">
            {left && <input type="hidden" name="soFar" value={writeSoFar(outcome.report)} />}
            {isReady && (
              <button type="submit" name="step" value="import">
                {left ? 'Go on' : 'Import now'}
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
              Links of Bitly, Dub, Rebrandly, Shlink, YOURLS, Kutt, Polr, Short.io, TinyURL, Sink or Chhoto,
              or a table with slug and url: with their names, and their old counts beside ours.
            </li>
            <li>
              The content of X analytics: your tweets, with their impressions and URL clicks, and from them at
              once what X reports of your followers. Links of ours in them are attached.
            </li>
            <li>
              The overview of X analytics, one row a day: with how many followers you have now, it gives the
              followers of each day. Or counts of them: handle, date, followers.
            </li>
            <li>
              All your posts: the zip file of an X archive, outbox.json of Mastodon, or Bluesky. Of an archive
              only the lists of tweets and followers are sent, however many pictures are in it.{' '}
              <a href="/help/importing#all-your-tweets-archives">More about archives</a>
            </li>
            <li>
              What Fivehundred exported, as CSV or JSON lines, in this order: accounts, links, tweets,
              follower counts, hits.{' '}
              <a href="/help/importing#moving-to-another-fivehundred">How everything moves</a>
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
