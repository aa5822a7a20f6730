import { linkLength, weigh } from './weigh.js'

const limit = 280

/** Shows below a field how many characters X counts for its text and the link after it. */
export function followLength(field: HTMLTextAreaElement): void {
  const shown = document.createElement('p')
  shown.className = 'hint'
  shown.setAttribute('aria-live', 'polite')
  field.after(shown)
  const show = () => {
    const length = weigh(field.value) + 1 + linkLength
    shown.textContent = `${length} of ${limit} characters with the link`
    shown.classList.toggle('problem', length > limit)
  }
  field.addEventListener('input', show)
  show()
}
