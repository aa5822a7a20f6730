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
export function AccountField({ state, accounts }: { state: FormState; accounts: readonly string[] }) {
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
        {accounts.map(handle => (
          <option key={handle} value={handle} />
        ))}
      </datalist>
    </>
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
