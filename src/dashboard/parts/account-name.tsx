import { useView } from '../view.js'

/** An account by its handle, which leads to its page, and its name, which may be anything. */
export function AccountName({ handle, name }: { handle: string; name: string | null }) {
  const { viewer } = useView()
  const address = viewer === null ? `/${handle}` : `/app/accounts/${encodeURIComponent(handle)}`
  return (
    <>
      <a href={address}>{handle}</a>
      {name !== null && <bdi class="hint clip">{name}</bdi>}
    </>
  )
}
