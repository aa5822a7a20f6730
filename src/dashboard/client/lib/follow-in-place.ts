import { refresh } from './refresh-page.js'

/**
 * Follows links to the same page with another query in place, so that one stays where one has
 * scrolled to. Where it fails, they are links like any other.
 */
export function followInPlace(): void {
  let shown = queryOf(location)
  const show = () => {
    // The address of a part of the page is no other page.
    if (queryOf(location) === shown) return
    shown = queryOf(location)
    void showAddress()
  }
  addEventListener('popstate', show)
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    if (link === null || !plain || link.target !== '' || link.hash !== '') return
    if (link.origin !== location.origin || link.pathname !== location.pathname) return
    event.preventDefault()
    history.pushState(null, '', link.href)
    show()
  })
}

function queryOf({ pathname, search }: Location): string {
  return pathname + search
}

async function showAddress(): Promise<void> {
  const { href } = location
  const isShown = await refresh().catch(() => false)
  if (!isShown && href === location.href) location.reload()
  // The link that had the focus may be gone.
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('[data-refresh][tabindex]')?.focus({ preventScroll: true })
}
