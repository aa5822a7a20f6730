import type { LinkFigures } from '../live/figures.js'

/**
 * A number that its script keeps up to date (Layout's `scripts` must name "live"), inside an
 * element with `data-live={slug}`.
 */
export function Live({ figures, name }: { figures: LinkFigures; name: keyof LinkFigures }) {
  return <span data-figure={name}>{figures[name]}</span>
}
