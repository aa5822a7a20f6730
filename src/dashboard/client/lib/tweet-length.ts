import { networkOf } from '../../../typed/post-length.js'
import { linkLength } from '../../../typed/weigh.js'

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
