import type { Account } from '../../accounts/view.js'
import type { FormState } from '../form.js'
import { Checkbox } from '../parts/checkbox.js'
import { CopyField } from '../parts/copy.js'
import { Field, Form } from '../parts/form.js'
import { pathsOf } from '../public/addresses.js'
import { useView } from '../view.js'
import { accountPath } from './address.js'

/** Handle, name and whether it is public. */
export function EditAccount({ account, form }: { account: Account; form: FormState }) {
  return (
    <section class="card" id="edit">
      <h2>Edit</h2>
      <Form needs="accounts" action={accountPath(account.handle)} state={form} fields={['handle', 'name']}>
        <Field
          name="handle"
          label="Handle"
          state={form}
          required
          autocomplete="off"
          hint="Renamed on its network? Everything stays with the account, and the old handle still finds it."
        />
        <Field name="name" label="Name" state={form} autocomplete="off" />
        <Checkbox name="public" label="Let badges and public pages show its influence" state={form} />
        <div class="row">
          <button type="submit">Save</button>
          <a class="button quiet" href={accountPath(account.handle, 'delete')}>
            Delete the account
          </a>
        </div>
      </Form>
    </section>
  )
}

/** What to paste into a blog. */
export function AccountBadge({ account: { handle, public: isPublic } }: { account: Account }) {
  const { baseUrl } = useView()
  const paths = pathsOf(handle)
  const [image, page] = [baseUrl + paths.badge, baseUrl + paths.page]
  const text = `Influence of ${handle}`
  return (
    <section class="card" id="badge">
      <h2>Badge</h2>
      {isPublic ? (
        <>
          <p>
            <img src={paths.badge} alt={text} height="20" />
          </p>
          <div class="field">
            <CopyField
              label="HTML of the badge"
              value={`<a href="${page}"><img src="${image}" alt="${text}"></a>`}
            />
          </div>
          <div class="field">
            <CopyField label="Markdown of the badge" value={`[![${text}](${image})](${page})`} />
          </div>
          <p class="small">
            <a href="/app/badges">Design another one</a> · <a href={paths.page}>The public page</a>
          </p>
        </>
      ) : (
        <p class="hint">
          Only public accounts have a badge. Let badges show its influence, and the code appears here.
        </p>
      )}
    </section>
  )
}
