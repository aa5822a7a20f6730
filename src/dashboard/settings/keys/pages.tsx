import type { KeyInfo } from '../../../auth/keys.js'
import type { FormState } from '../../form.js'
import { Layout } from '../../layout.js'
import { ConfirmPage } from '../../parts/confirm.js'
import { Form } from '../../parts/form.js'
import { Moment } from '../../parts/moment.js'
import { useView } from '../../view.js'
import { KeyFields, keyFields, keysPath, keysSection } from './fields.js'

/** Changes a key. */
export function EditKeyPage({ info, form }: { info: KeyInfo; form: FormState }) {
  const { id, name, accounts, role } = info
  const { viewer } = useView()
  return (
    <Layout title="Change a key">
      <h1>{`Change the key “${isolated(name)}”`}</h1>
      {viewer?.id === id && <p class="notice">This is the key that you are logged in with.</p>}
      {accounts?.length === 0 && role !== 'author' && (
        <p class="notice">The accounts that it was limited to are deleted: it sees only the links it made.</p>
      )}
      <Form needs="service" action={`${keysPath}/${id}`} state={form} fields={keyFields} class="card">
        <KeyFields form={form} />
        <p class="row submit">
          <button type="submit">Save</button>
          <a href={keysSection}>Back</a>
        </p>
      </Form>
    </Layout>
  )
}

/** Asks before a key is revoked. */
export function RevokePage({ info: { id, name, lastUsedAt } }: { info: KeyInfo }) {
  const { viewer } = useView()
  return (
    <ConfirmPage
      needs="service"
      title={`Revoke the key “${isolated(name)}”?`}
      action={`${keysPath}/${id}/revoke`}
      verb="Revoke the key"
      back={keysSection}
    >
      <p>Everybody who uses it loses access at once and for good.</p>
      <p>
        {lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <Moment at={lastUsedAt} />.
          </>
        )}
      </p>
      {viewer?.id === id && (
        <p class="notice">This is the key that you are logged in with: you will be logged out.</p>
      )}
    </ConfirmPage>
  )
}

/** A name that somebody chose: its marks for the writing direction have no effect outside of it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
