import { renderToString } from 'preact-render-to-string'
import { percentFigure } from '../../influence/figures.js'
import type { Result } from '../public/result.js'
import { Frame, Line, Lines, margin, room } from './frame.js'
import { fit, heightOf, writable } from './text.js'

/** A result as a picture for posts, in SVG; `corner` names the service it comes from. */
export function drawCard(result: Result, corner: string): string {
  const { name, title, account, figure, label, note, sureness, beside } = result
  const said = fit(writable(beside), { width: room, height: 80 }, [30, 26, 22])
  return renderToString(
    <Frame corner={corner}>
      <Line y={172} size={40} weight={700} text={title} fallback={name} />
      {account !== null && <Line y={218} size={30} text={account} />}
      <text x={margin - 6} y={386} font-size={176} font-weight={700} letter-spacing={-6} fill="#fff">
        {figure}
      </text>
      <Line y={438} size={30} text={`${label} · ${note}`} />
      {sureness !== null && <Interval {...sureness} />}
      <Lines y={600 - heightOf(said.size) * (said.lines.length - 1)} text={said} />
    </Frame>,
  )
}

/** Shown for what is unknown or private. */
export function drawNothing(corner: string): string {
  return drawNotice(corner, 'Nothing public here', 'Short links that show real influence')
}

/** Shown for what cannot be read or painted right now. */
export function drawUnavailable(corner: string): string {
  return drawNotice(corner, 'Not available right now', 'The result will be back in a moment')
}

function drawNotice(corner: string, headline: string, sentence: string): string {
  return renderToString(
    <Frame corner={corner}>
      <Line y={340} size={64} weight={700} text={headline} />
      <Line y={400} size={34} text={sentence} />
    </Frame>,
  )
}

/** The ratio and its interval on a scale from 0 to a round number. */
function Interval({ ratio, interval: [low, high] }: { ratio: number; interval: [number, number] }) {
  const end = roundAbove(high)
  const at = (value: number) => margin + (value / end) * room
  return (
    <g>
      <rect x={margin} y={462} width={room} height={14} rx={7} fill="#fff" fill-opacity={0.18} />
      <rect x={at(low)} y={462} width={Math.max(14, at(high) - at(low))} height={14} rx={7} fill="#8ab4f8" />
      <circle cx={at(ratio)} cy={469} r={13} fill="#fff" />
      <text x={margin} y={510} font-size={22} fill="#c4d7f7">
        0 %
      </text>
      <text x={margin + room} y={510} font-size={22} text-anchor="end" fill="#c4d7f7">
        {percentFigure(end)}
      </text>
    </g>
  )
}

/** Rounds up to 1, 2 or 5 times a power of ten: 0.022 → 0.05. */
function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 5, 10].find(step => step * power >= value) ?? 10
  return step * power
}
