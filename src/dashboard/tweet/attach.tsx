import type { Link } from '../../links/view.js'
import { type FormState, refreshes } from '../form.js'
import { Field, Form } from '../parts/form.js'
import { actionOf } from './address.js'
import type { TweetView } from './load.js'

/** Open while the tweet is not yet published, or if there is a problem. */
export function AttachCard({ view: { link, shown }, form }: { view: TweetView; form: FormState }) {
  const attached = link.tweet?.published === true
  return (
    <section class="card" id="attach" data-refresh={refreshes(form)} aria-label="The tweet">
      <details open={!attached || form.problems.length > 0}>
        <summary>{attached ? 'Attach another tweet' : 'Attach your tweet once it is published'}</summary>
        <AttachForm link={link} form={form} action={actionOf(shown, 'tweet')} />
      </details>
    </section>
  )
}

interface AttachFormProps {
  link: Link
  form: FormState
  /** Its query leads back to what the page shows. */
  action?: string
}

/** Ties a link to its published tweet. */
export function AttachForm({ link, form, action = `/app/links/${link.slug}/tweet` }: AttachFormProps) {
  return (
    <Form action={action} state={form} fields={['url', 'tweetedAt']} class="attach">
      <div class="grid">
        <Field
          name="url"
          id="tweet-url"
          label="Address of the tweet"
          state={form}
          inputMode="url"
          placeholder="https://x.com/me/status/…"
          autocomplete="off"
          hint="On X, Bluesky or Mastodon. It contains the time of the tweet, when counting begins."
        />
        <Field
          name="tweetedAt"
          label="Or only its time (UTC)"
          type="datetime-local"
          state={form}
          hint="For a tweet whose address you do not have at hand."
        />
      </div>
      <button type="submit">Attach the tweet</button>
    </Form>
  )
}
