/**
 * Asks for the followers of the account in the same form, unless the list of suggestions knows that
 * they are counted, or may know it of what is being typed. It never waits for the field to be left:
 * a button would move away under the click that leaves it.
 */
export function askFollowers(place: HTMLElement): void {
  const account = place.closest('form')?.querySelector<HTMLInputElement>('input[name="account"]')
  const followers = place.querySelector('input')
  if (!account || followers === null) return
  const options = [...(account.list?.querySelectorAll<HTMLOptionElement>('[data-counted]') ?? [])]
  const counted = options.map(({ value }) => value.toLowerCase())
  const show = () => {
    const typed = account.value.trim().toLowerCase().replace(/^@?/, '@')
    place.hidden = followers.value === '' && (typed === '@' || counted.some(one => one.startsWith(typed)))
    // What cannot be seen is not sent.
    followers.disabled = place.hidden
  }
  account.addEventListener('input', show)
  show()
}
