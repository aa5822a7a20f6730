import { linkLength, weigh } from './weigh.js'

const limit = 280

/** Shows beneath a field how many of X's characters its text and the link after it take. */
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
