/**
 * Asks for the followers of the account in the same form, unless the list of suggestions knows that
 * they are counted.
 */
export function askFollowers(place: HTMLElement): void {
  const account = place.closest('form')?.querySelector<HTMLInputElement>('input[name="account"]')
  const followers = place.querySelector('input')
  if (!account || followers === null) return
  const options = [...(account.list?.querySelectorAll<HTMLOptionElement>('[data-counted]') ?? [])]
  const counted = new Set(options.map(({ value }) => value.toLowerCase()))
  const show = () => {
    const typed = account.value.trim().toLowerCase()
    const known = typed === '' || counted.has(typed) || counted.has(`@${typed}`)
    place.hidden = known && followers.value === ''
    // What cannot be seen is not sent.
    followers.disabled = place.hidden
  }
  account.addEventListener('change', show)
  show()
}
