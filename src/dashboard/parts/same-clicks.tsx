import { countFigure } from '../../influence/figures.js'

/** The example from the article: as many clicks for both, but forty times the followers. */
export const sameClicks = { clicks: 400, followers: [500, 20_000] } as const

const end = Math.max(...sameClicks.followers)

/** The example as two bars on one scale: all followers, and in front of them those who click. */
export function SameClicks() {
  const { clicks, followers } = sameClicks
  return (
    <figure class="same-clicks">
      {followers.map(all => (
        <div key={all}>
          <p>
            <strong>{countFigure(all)} followers</strong> → {countFigure(clicks)} click
          </p>
          <svg class="bar" viewBox={`0 0 ${end} 4`} preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-whole" width={all} height="4" />
            <rect class="bar-fill" width={clicks} height="4" />
          </svg>
        </div>
      ))}
      <figcaption class="hint">
        One scale for both: all followers, and in strong colour those who click.
      </figcaption>
    </figure>
  )
}
