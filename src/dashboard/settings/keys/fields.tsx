import { type Role, roleMay } from '../../../auth/roles.js'
import type { FormState } from '../../form.js'
import { Field } from '../../parts/form.js'
import { Select } from '../../parts/select.js'

export const keysPath = '/app/settings/keys'
/** Where the keys are listed. */
export const keysSection = '/app/settings#keys'

/** The names of the fields that show their own problems. */
export const keyFields = ['name', 'role', 'accounts', 'expiresAt']

/** The role that most keys need comes first. */
const choices = (['member', 'author', 'viewer', 'admin'] satisfies Role[]).map((role): [string, string] => [
  role,
  `${role.charAt(0).toUpperCase()}${role.slice(1)}: ${roleMay[role]}`,
])

/** What somebody decides about a key. */
export function KeyFields({ form }: { form: FormState }) {
  return (
    <div class="grid">
      <Field
        name="name"
        label="What it is for"
        state={form}
        required
        autocomplete="off"
        placeholder="laptop"
      />
      <Select name="role" label="Role" state={form} options={choices} />
      <Field
        name="accounts"
        label="Only these accounts"
        state={form}
        autocomplete="off"
        placeholder="@me, @you"
        hint="Empty: all of them; an author then has only the links it makes."
      />
      <Field name="expiresAt" label="Last day" type="date" state={form} hint="Empty: it does not expire." />
    </div>
  )
}
