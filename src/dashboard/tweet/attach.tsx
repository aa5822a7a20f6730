import type { Link } from '../../links/view.js'
import type { FormState } from '../form.js'
import { Field, Form } from '../parts/form.js'

/** Ties a link to its published tweet. */
export function AttachForm({ link, form }: { link: Link; form: FormState }) {
  return (
    <Form action={`/app/links/${link.slug}/tweet`} state={form} fields={['url', 'tweetedAt']}>
      <Field
        name="url"
        id="tweet-url"
        label="Address of your tweet"
        state={form}
        inputMode="url"
        placeholder="https://x.com/me/status/…"
        autocomplete="off"
        hint="On X, Bluesky or Mastodon. It tells when you tweeted, and the count begins there."
      />
      <Field name="tweetedAt" label="Or only when you tweeted (UTC)" type="datetime-local" state={form} />
      <button type="submit">Attach the tweet</button>
    </Form>
  )
}
