import type { Choice } from '../../accounts/handles.js'
import type { FormState } from '../form.js'
import { Checkbox } from '../parts/checkbox.js'
import { Field } from '../parts/form.js'

/** Accounts that a form suggests; any other can be typed. */
export const mostAccounts = 200

export function AddressField({ state }: { state: FormState }) {
  return (
    <Field
      name="url"
      label="Where the link leads"
      state={state}
      inputMode="url"
      placeholder="https://example.com/article"
      required
      autocomplete="off"
    />
  )
}

/** Suggests the known handles. */
export function AccountField({ state, accounts }: { state: FormState; accounts: readonly Choice[] }) {
  return (
    <>
      <Field
        name="account"
        label="Who tweets it"
        state={state}
        list="accounts"
        placeholder="@me"
        autocomplete="off"
        hint="@name on X, @name.tld on Bluesky, @name@server on Mastodon"
      />
      <datalist id="accounts">
        {accounts.map(({ handle, counted }) => (
          <option key={handle} value={handle} data-counted={counted ? '' : undefined} />
        ))}
      </datalist>
    </>
  )
}

/**
 * Asks for the followers of an account that nobody has counted yet; a script shows and hides it
 * while the account is chosen.
 */
export function FollowersField({ state, accounts }: { state: FormState; accounts: readonly Choice[] }) {
  const chosen = state.values.account ?? ''
  const known = accounts.some(({ handle, counted }) => counted && handle === chosen)
  return (
    <div data-followers="" hidden={(chosen === '' || known) && !state.values.followers}>
      <Field
        name="followers"
        id="its-followers"
        label="How many follow this account?"
        state={state}
        inputMode="numeric"
        autocomplete="off"
        hint="Not counted yet. Without the number, no influence can be measured."
      />
    </div>
  )
}

export function TextField({ state }: { state: FormState }) {
  return (
    <Field
      name="text"
      label="The tweet’s text, without the link"
      state={state}
      rows={3}
      maxLength={4000}
      data={{ 'data-tweet': '' }}
    />
  )
}

export function TitleField({ state }: { state: FormState }) {
  return <Field name="title" label="Title" state={state} hint="For your own lists." maxLength={300} />
}

export function NotesField({ state }: { state: FormState }) {
  return (
    <Field
      name="notes"
      label="Notes"
      state={state}
      rows={3}
      maxLength={4000}
      hint="For those who manage the link; nobody else sees them."
    />
  )
}

export function TagsField({ state }: { state: FormState }) {
  return (
    <Field name="tags" label="Tags" state={state} placeholder="launch, blog" hint="Separated by commas." />
  )
}

export function ExpiryField({ state }: { state: FormState }) {
  return (
    <Field
      name="expiresAt"
      label="Expires (UTC)"
      type="datetime-local"
      state={state}
      hint="After that the link says that it has ended. Never if empty."
    />
  )
}

export function LimitField({ state }: { state: FormState }) {
  return (
    <Field
      name="maxClicks"
      label="Ends after this many clicks"
      state={state}
      inputMode="numeric"
      autocomplete="off"
      hint="Only clicks of people count. No limit if empty."
    />
  )
}

export function PublicField({ state }: { state: FormState }) {
  return (
    <Checkbox
      name="public"
      label="Public"
      state={state}
      hint="Anyone may see its numbers, in badges and on its public page."
    />
  )
}
