import type { Choice } from '../../accounts/handles.js'
import type { FormState } from '../form.js'
import {
  AccountField,
  AddressField,
  ExpiryField,
  FollowersField,
  LimitField,
  NotesField,
  PublicField,
  TagsField,
  TextField,
  TitleField,
} from '../link-form/fields.js'
import { Field, Form } from '../parts/form.js'
import { useView } from '../view.js'

const more = ['slug', 'title', 'tags', 'notes', 'expiresAt', 'maxClicks', 'public']
const fields = ['url', 'account', 'followers', 'text', ...more]

/**
 * What a tweet needs comes first; the rest is folded away until somebody opens it, or it has a
 * problem.
 */
export function NewLinkForm({ form, accounts }: { form: FormState; accounts: Choice[] }) {
  const { baseUrl } = useView()
  const usesMore =
    more.some(name => form.values[name]) || form.problems.some(({ field }) => more.includes(field))
  return (
    <section class="card">
      <h1>Shorten a link for a tweet</h1>
      <Form action="/app" state={form} fields={fields}>
        <AddressField state={form} />
        <div class="grid">
          <div>
            <AccountField state={form} accounts={accounts} />
            <FollowersField state={form} accounts={accounts} />
          </div>
          <TextField state={form} />
        </div>
        <details open={usesMore}>
          <summary>More options</summary>
          <div class="grid options">
            <Field
              name="slug"
              label="Short name"
              state={form}
              autocomplete="off"
              placeholder="launch"
              hint={`The part after ${baseUrl}/: letters, digits, - and _. Random if empty.`}
            />
            <TitleField state={form} />
            <TagsField state={form} />
            <NotesField state={form} />
            <ExpiryField state={form} />
            <LimitField state={form} />
            <PublicField state={form} />
          </div>
        </details>
        <button type="submit" class="submit" data-busy="Shortening …">
          Shorten
        </button>
      </Form>
    </section>
  )
}
