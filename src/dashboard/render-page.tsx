import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type View, ViewContext } from './view.js'

/** A page as text: what it shows is escaped by the rendering. */
export function renderPage(page: VNode, view: View): string {
  return `<!doctype html>${renderToString(<ViewContext.Provider value={view}>{page}</ViewContext.Provider>)}`
}
