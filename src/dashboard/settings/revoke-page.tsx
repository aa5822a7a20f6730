import type { KeyInfo } from '../../auth/keys.js'
import { ConfirmPage } from '../parts/confirm.js'
import { Moment } from '../parts/moment.js'

export function RevokePage({
  keyInfo: { id, name, lastUsedAt },
  isOwn,
}: {
  keyInfo: KeyInfo
  isOwn: boolean
}) {
  return (
    <ConfirmPage
      title={`Revoke the key “${isolated(name)}”?`}
      action={`/app/settings/keys/${id}/revoke`}
      verb="Revoke the key"
      back="/app/settings#keys"
    >
      <p>Whoever uses it is locked out at once and for good.</p>
      <p>
        {lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <Moment at={lastUsedAt} />.
          </>
        )}
      </p>
      {isOwn && <p class="notice">This is the key that you are logged in with: you will be logged out.</p>}
    </ConfirmPage>
  )
}

/** A name that somebody chose, whose marks for the direction of writing stay inside of it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`
}
