import { countFigure, nounFor } from '../../influence/figures.js'
import type { Link } from '../../links/view.js'

/** "1,234 clicks before, counted by Bitly"; nothing for a link that was made here. */
export function ImportedClicks({ link: { importedClicks, importedFrom } }: { link: Link }) {
  if (importedClicks === null) return null
  const clicks = `${countFigure(importedClicks)} ${nounFor(importedClicks, 'click')}`
  return <a href="/help/importing#old-counts">{`${clicks} before, counted by ${importedFrom}`}</a>
}
