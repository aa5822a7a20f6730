import { accountPath } from '../account/address.js'
import { pathsOf } from '../public/addresses.js'
import { useView } from '../view.js'
import { UserText } from './user-text.js'

/** An account's handle, linked to its page, and its name, which may be any text. */
export function AccountName({ handle, name }: { handle: string; name: string | null }) {
  const { viewer } = useView()
  const address = viewer === null ? pathsOf(handle).page : accountPath(handle)
  return (
    <>
      <a href={address}>{handle}</a>
      {name !== null && (
        <span class="small muted">
          <UserText text={name} most={60} />
        </span>
      )}
    </>
  )
}
