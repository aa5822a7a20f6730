import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type View, ViewContext } from './view.js'

/** Characters that HTML does not allow, not even escaped. */
const controls = /(?![\t\n\f\r])\p{Cc}/gu

/** Renders a page as text; rendering escapes everything it shows. */
export function renderPage(page: VNode, view: View): string {
  const html = renderToString(<ViewContext.Provider value={view}>{page}</ViewContext.Provider>)
  return `<!doctype html>${html.replace(controls, '\ufffd')}`
}
