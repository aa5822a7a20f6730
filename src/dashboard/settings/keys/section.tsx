import type { KeyInfo } from '../../../auth/keys.js'
import type { FormState } from '../../form.js'
import { CopyField } from '../../parts/copy.js'
import { Form } from '../../parts/form.js'
import { Moment } from '../../parts/moment.js'
import { type Column, Table } from '../../parts/table.js'
import { useView } from '../../view.js'
import { sharexAddress, sharexFile } from '../sharex.js'
import { KeyFields, keyFields, keysPath } from './fields.js'

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
      <Form needs="service" action={keysPath} state={form} fields={keyFields}>
        <KeyFields form={form} />
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
    { title: null, class: 'number', cell: key => <Actions info={key} /> },
  ]
  return <Table columns={columns} rows={keys} keyOf={({ id }) => id} />
}

function Actions({ info: { id, name, revokedAt } }: { info: KeyInfo }) {
  if (revokedAt !== null) return <span class="muted">revoked</span>
  return (
    <span class="row">
      <a class="button small quiet" href={`${keysPath}/${id}`} aria-label={`Change ${name}`}>
        Change
      </a>
      <a class="button small quiet" href={`${keysPath}/${id}/revoke`} aria-label={`Revoke ${name}`}>
        Revoke
      </a>
    </span>
  )
}
