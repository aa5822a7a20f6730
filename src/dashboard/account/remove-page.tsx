import type { Account } from '../../accounts/view.js'
import { ConfirmPage } from '../parts/confirm.js'
import { accountPath } from './address.js'

export function RemovePage({ account: { handle } }: { account: Account }) {
  return (
    <ConfirmPage
      title={`Delete ${handle}?`}
      action={accountPath(handle, 'delete')}
      verb="Delete the account"
      back={accountPath(handle)}
    >
      <p>
        Its counts of followers are deleted with it. Its links go on leading where they lead and keep their
        clicks, but belong to nobody. There is no way back.
      </p>
    </ConfirmPage>
  )
}
