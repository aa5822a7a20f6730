import { countSigns, countWithShortLinks, linkLength, weigh } from './weigh.js'

interface Network {
  name: string
  limit: number
  count: (text: string) => number
}

const x: Network = { name: 'X', limit: 280, count: weigh }
// Bluesky counts an address as it shows it: ours are seldom longer than 23.
const bluesky: Network = { name: 'Bluesky', limit: 300, count: countSigns }
const mastodon: Network = { name: 'Mastodon', limit: 500, count: countWithShortLinks }

/** The network of a handle as typed, by its form; X without one. */
export function networkOf(handle: string): Network {
  const [user = '', server] = handle.trim().replace(/^@/, '').split('@')
  if (server !== undefined) return mastodon
  return user.includes('.') ? bluesky : x
}

/**
 * Shows below a field how many characters its text and the link after it have, as the network of
 * the account in the same form counts them.
 */
export function followLength(field: HTMLTextAreaElement): void {
  const account = field.form?.querySelector<HTMLInputElement>('input[name="account"]')
  const shown = document.createElement('p')
  shown.className = 'hint'
  shown.setAttribute('aria-live', 'polite')
  field.after(shown)
  const show = () => {
    const { name, limit, count } = networkOf(account?.value ?? '')
    const length = count(field.value) + 1 + linkLength
    shown.textContent = `${length} of ${limit} characters with the link (${name})`
    shown.classList.toggle('problem', length > limit)
  }
  field.addEventListener('input', show)
  account?.addEventListener('input', show)
  show()
}
