import type { EventType } from '../../../webhooks/events.js'
import type { FormState } from '../../form.js'
import { Checkbox } from '../../parts/checkbox.js'
import { Field } from '../../parts/form.js'

/** The names of the fields that show their own problems. */
export const fieldNames = [
  ...['url', 'clicksThresholds', 'influenceThresholds', 'summaryTime', 'summaryTimezone'],
]

const events: [EventType, string][] = [
  ['link.created', 'A link was made'],
  ['tweet.attached', 'A tweet was attached'],
  ['window.closed', 'A tweet’s window closed, with its final influence'],
  ['clicks.crossed', 'The clicks of a link reached a threshold'],
  ['influence.crossed', 'The influence of a tweet reached a threshold'],
  ['summary.daily', 'A summary of the day before, every day'],
]

/** What somebody decides about a webhook. */
export function WebhookFields({ form }: { form: FormState }) {
  return (
    <>
      <Field
        name="url"
        label="Address"
        type="url"
        state={form}
        required
        autocomplete="off"
        placeholder="https://example.com/hook"
        hint="Of your own program. Use https: messages are signed, not encrypted."
      />
      <fieldset class="field">
        <legend>What it is told</legend>
        {events.map(([type, label]) => (
          <Checkbox key={type} name={type} label={label} state={form} />
        ))}
      </fieldset>
      <div class="grid">
        <Field
          name="clicksThresholds"
          label="Thresholds of clicks"
          state={form}
          autocomplete="off"
          placeholder="100 1000"
        />
        <Field
          name="influenceThresholds"
          label="Thresholds of influence, in %"
          state={form}
          autocomplete="off"
          placeholder="2 5"
          hint="Of the followers who clicked."
        />
        <Field name="summaryTime" label="Time of the summary" state={form} placeholder="08:00" />
        <Field
          name="summaryTimezone"
          label="Time zone"
          state={form}
          placeholder="Europe/Berlin"
          hint="Of that time, and of the days."
        />
      </div>
    </>
  )
}
