import type { KeyInfo } from '../../auth/keys.js'
import { type Role, roleMay } from '../../auth/roles.js'
import type { FormState } from '../form.js'
import { CopyField } from '../parts/copy.js'
import { Field, Form } from '../parts/form.js'
import { Moment } from '../parts/moment.js'
import { Select } from '../parts/select.js'
import { type Column, Table } from '../parts/table.js'
import { useView } from '../view.js'
import { sharexAddress, sharexFile } from './sharex.js'

/** A key that was just created. */
export interface NewKey {
  name: string
  /** Shown only once; null for a form that is sent again later, or to another node. */
  key: string | null
}

interface KeysProps {
  keys: KeyInfo[]
  made: NewKey | null
  form: FormState
  /** Whether ADMIN_KEY is valid, too. */
  hasPreset: boolean
}

/** The role that most keys need comes first. */
const choices = (['member', 'author', 'viewer', 'admin'] satisfies Role[]).map((role): [string, string] => [
  role,
  `${role.charAt(0).toUpperCase()}${role.slice(1)}: ${roleMay[role]}`,
])

/** The keys, and a form to add one. */
export function Keys({ keys, made, form, hasPreset }: KeysProps) {
  const { baseUrl } = useView()
  return (
    <section class="card" id="keys">
      <h2>Keys</h2>
      <p class="hint">
        One for each person and program, to log in here and to call the API.
        {hasPreset && ' The preset ADMIN_KEY is valid, too.'}
      </p>
      {made !== null && (
        <div class="notice" role="status">
          <p>
            <strong>
              The key “<bdi>{made.name}</bdi>” has been created.
            </strong>{' '}
            {made.key === null
              ? 'It was shown when this form was first sent. If you did not copy it, revoke it and make another.'
              : 'Copy it now: it is shown only once, and only its hash is stored.'}
          </p>
          {made.key !== null && (
            <>
              <p>
                For ShareX, there is{' '}
                <a href={sharexAddress(baseUrl, made.key)} download={sharexFile}>
                  a file with this key
                </a>{' '}
                to open.
              </p>
              <CopyField label="The new key" value={made.key} />
            </>
          )}
        </div>
      )}
      {keys.length > 0 && <KeyTable keys={keys} />}
      <h3 class="apart">Make a key</h3>
      <Form
        needs="service"
        action="/app/settings/keys"
        state={form}
        fields={['name', 'role', 'accounts', 'expiresAt']}
      >
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
          <Field
            name="expiresAt"
            label="Last day"
            type="date"
            state={form}
            hint="Empty: it does not expire."
          />
        </div>
        <button type="submit">Make the key</button>
      </Form>
    </section>
  )
}

function KeyTable({ keys }: { keys: KeyInfo[] }) {
  const { viewer } = useView()
  const columns: Column<KeyInfo>[] = [
    {
      title: 'Key',
      names: true,
      cellClass: 'nowrap',
      cell: ({ id, name, prefix }) => (
        <>
          <bdi>{name}</bdi>
          {viewer?.id === id && <span class="chip">yours</span>}
          <code class="clip small muted">{prefix}…</code>
        </>
      ),
    },
    {
      title: 'Role',
      cell: ({ role, accounts }) => (
        <>
          {role}
          {accounts !== null && (
            <span class="small muted">
              {accounts.length > 0 ? ` of ${accounts.join(', ')}` : ' of its own links'}
            </span>
          )}
        </>
      ),
    },
    { title: 'Made', cell: ({ createdAt }) => <Moment at={createdAt} /> },
    {
      title: 'Last used',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : <Moment at={lastUsedAt} />),
    },
    {
      title: 'Expires',
      cell: ({ expiresAt }) => (expiresAt === null ? 'never' : <Moment at={expiresAt} />),
    },
    { title: null, class: 'number', cell: key => <Revoke info={key} /> },
  ]
  return <Table columns={columns} rows={keys} keyOf={({ id }) => id} />
}

function Revoke({ info: { id, name, revokedAt } }: { info: KeyInfo }) {
  if (revokedAt !== null) return <span class="muted">revoked</span>
  return (
    <a class="button small quiet" href={`/app/settings/keys/${id}/revoke`} aria-label={`Revoke ${name}`}>
      Revoke
    </a>
  )
}
