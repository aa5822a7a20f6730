import type { Choice } from '../../accounts/handles.js'
import type { Link } from '../../links/view.js'
import type { FormState } from '../form.js'
import { Layout } from '../layout.js'
import {
  AccountField,
  AddressField,
  ExpiryField,
  LimitField,
  NotesField,
  PublicField,
  TagsField,
  TextField,
  TitleField,
} from '../link-form/fields.js'
import { Checkbox } from '../parts/checkbox.js'
import { Form } from '../parts/form.js'
import { bareAddress } from '../parts/link-name.js'

interface EditLinkPageProps {
  link: Link
  form: FormState
  accounts: Choice[]
}

const fields = [
  'url',
  'account',
  'text',
  'title',
  'tags',
  'notes',
  'expiresAt',
  'maxClicks',
  'enabled',
  'public',
]

export function EditLinkPage({ link, form, accounts }: EditLinkPageProps) {
  const published = link.tweet?.published === true
  return (
    <Layout title="Edit a link">
      <h1>{`Edit ${bareAddress(link.shortUrl)}`}</h1>
      <Form action={`/app/links/${link.slug}/edit`} state={form} fields={fields} class="card">
        <AddressField state={form} />
        <div class="grid options">
          {published ? <PublishedBy link={link} /> : <AccountField state={form} accounts={accounts} />}
          <TitleField state={form} />
          <TextField state={form} />
          <TagsField state={form} />
          <NotesField state={form} />
          <ExpiryField state={form} />
          <LimitField state={form} />
        </div>
        <div class="options">
          <Checkbox
            name="enabled"
            label="Enabled"
            state={form}
            hint="A disabled link says that it is switched off. Its numbers stay, and it can be enabled again."
          />
          <PublicField state={form} />
        </div>
        <p class="row submit">
          <button type="submit">Save</button>
          <a href={`/app/links/${link.slug}`}>Back</a>
        </p>
      </Form>
    </Layout>
  )
}

/** The tweet is published, so its account cannot change; the form just sends it back. */
function PublishedBy({ link }: { link: Link }) {
  return (
    <div>
      <p>
        Tweeted by <bdi>{link.account ?? 'nobody known'}</bdi>
      </p>
      <p class="hint">Only a draft can change its account.</p>
      <input type="hidden" name="account" value={link.account ?? ''} />
    </div>
  )
}
