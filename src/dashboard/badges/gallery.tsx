import { sixDigits, styles, usualColors } from '../../badge/options.js'
import { pathsOf } from '../public/addresses.js'
import type { Design } from './design.js'
import { palettes } from './palettes.js'

interface GalleryProps {
  name: string
  design: Design
  /** What the badge shows, for people who cannot see it. */
  shows: string
}

/** The badge in every style and in ready-made colours, to pick from. */
export function Gallery({ name, design: { query, theme }, shows }: GalleryProps) {
  const { style = styles[0], color, labelColor, ...others } = Object.fromEntries(new URLSearchParams(query))
  const colors = { ...(color !== undefined && { color }), ...(labelColor !== undefined && { labelColor }) }
  const number = sixDigits(color) ?? usualColors.color
  const label = sixDigits(labelColor) ?? usualColors.labelColor
  const embed = theme !== 'auto' && { theme }
  const groups = [
    {
      title: 'Styles',
      picks: styles.map(each => ({
        title: each,
        look: { ...others, ...colors, style: each },
        chosen: each === style,
      })),
    },
    {
      title: 'Colours',
      picks: palettes.map(({ name: title, ...palette }) => ({
        title,
        look: { ...others, ...palette, style },
        chosen: palette.color === number && palette.labelColor === label,
      })),
    },
  ]
  return groups.map(({ title, picks }) => (
    <nav key={title} class="gallery" aria-label={title}>
      {picks.map(({ title, look, chosen }) => (
        <a
          key={title}
          href={`/app/badges?${new URLSearchParams({ of: name, ...look, ...embed })}`}
          aria-current={chosen ? 'true' : undefined}
        >
          <img src={`${pathsOf(name).badge}?${new URLSearchParams(look)}`} alt="" loading="lazy" />
          <span>
            {title}
            <span class="unseen">: {shows}</span>
          </span>
        </a>
      ))}
    </nav>
  ))
}
