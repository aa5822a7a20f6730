import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type View, ViewContext } from './view.js'

/** Renders a page as text; rendering escapes everything it shows. */
export function renderPage(page: VNode, view: View): string {
  return `<!doctype html>${renderToString(<ViewContext.Provider value={view}>{page}</ViewContext.Provider>)}`
}
