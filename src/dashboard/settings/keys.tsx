import type { KeyInfo } from '../../auth/keys.js'
import type { FormState } from '../form.js'
import { CopyField } from '../parts/copy.js'
import { Field, Form } from '../parts/form.js'
import { Moment } from '../parts/moment.js'
import { Select } from '../parts/select.js'
import { useView } from '../view.js'
import type { NewKey } from './page.js'

interface KeysProps {
  keys: KeyInfo[]
  made: NewKey | null
  form: FormState
  /** Whether ADMIN_KEY is valid beside them. */
  hasPreset: boolean
}

/** Who may come in, and a form for one more. */
export function Keys({ keys, made, form, hasPreset }: KeysProps) {
  return (
    <section class="card" id="keys">
      <h2>Keys</h2>
      <p class="hint">
        One for each person and program, to log in here and to call the API with.
        {hasPreset && ' The preset ADMIN_KEY is valid beside them.'}
      </p>
      {made !== null && (
        <div class="notice" role="status">
          <p>
            <strong>
              The key “<bdi>{made.name}</bdi>” is made.
            </strong>{' '}
            Take it along now: it is shown this once, and only its hash is kept.
          </p>
          <CopyField label="The new key" value={made.key} />
        </div>
      )}
      {keys.length > 0 && <KeyTable keys={keys} />}
      <h3 class="apart">Make a key</h3>
      <Form action="/app/settings/keys" state={form} fields={['name']}>
        <div class="grid">
          <Field
            name="name"
            label="What it is for"
            state={form}
            required
            autocomplete="off"
            placeholder="laptop"
          />
          <Select
            name="role"
            label="Role"
            state={form}
            options={[
              ['member', 'Member: links, accounts and numbers'],
              ['admin', 'Admin: keys, too'],
            ]}
          />
        </div>
        <button type="submit">Make the key</button>
      </Form>
    </section>
  )
}

function KeyTable({ keys }: { keys: KeyInfo[] }) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Role</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {keys.map(key => (
            <KeyRow key={key.id} info={key} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function KeyRow({ info: { id, name, prefix, role, createdAt, lastUsedAt, revokedAt } }: { info: KeyInfo }) {
  const { viewer } = useView()
  return (
    <tr>
      <th scope="row" class="nowrap">
        <bdi>{name}</bdi>
        {viewer?.id === id && <span class="chip">yours</span>}
        <code class="clip small muted">{prefix}…</code>
      </th>
      <td class="nowrap">{role}</td>
      <td>
        <Moment at={createdAt} />
      </td>
      <td>{lastUsedAt === null ? 'never' : <Moment at={lastUsedAt} />}</td>
      <td class="number">
        {revokedAt === null ? (
          <a
            class="button small quiet"
            href={`/app/settings/keys/${id}/revoke`}
            aria-label={`Revoke ${name}`}
          >
            Revoke
          </a>
        ) : (
          <span class="muted">revoked</span>
        )}
      </td>
    </tr>
  )
}
