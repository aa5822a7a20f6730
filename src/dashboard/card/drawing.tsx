import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { percentFigure } from '../../influence/figures.js'
import type { Result } from '../public/result.js'
import { cardSize } from './size.js'
import { wrap, writable } from './text.js'

const margin = 72
const room = cardSize.width - 2 * margin

/** A result as a picture for posts, in SVG; `corner` names the service it comes from. */
export function drawCard(result: Result, corner: string): string {
  const { name, headline, figure, label, sureness, sentence } = result
  const lines = wrap(writable(sentence), room / 30, 3)
  return renderToString(
    <Frame corner={corner}>
      <Line y={178} size={40} weight={700} text={headline} fallback={name} />
      <text x={margin - 6} y={366} font-size={188} font-weight={700} letter-spacing={-6} fill="#fff">
        {figure}
      </text>
      <Line y={420} size={30} text={sureness === null ? label : `${label} · ${sureness.text}`} />
      {sureness !== null && <Interval {...sureness} />}
      {lines.map((line, n) => (
        <text key={line} x={margin} y={600 - 38 * (lines.length - 1 - n)} font-size={30} fill="#fff">
          {line}
        </text>
      ))}
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

function Frame({ corner, children }: { corner: string; children: ComponentChildren }) {
  const { width, height } = cardSize
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      aria-hidden="true"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family="DejaVu Sans"
    >
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#0b57d0" />
          <stop offset="1" stop-color="#062a66" />
        </linearGradient>
      </defs>
      <rect width={width} height={height} fill="url(#sky)" />
      <g transform={`translate(${margin} 56) scale(1.5)`}>
        <rect width={32} height={32} rx={7} fill="#fff" />
        <path
          d="M8 22l6-7 4 4 6-9"
          fill="none"
          stroke="#0b57d0"
          stroke-width={3}
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </g>
      <text x={margin + 64} y={91} font-size={30} font-weight={700} fill="#fff">
        Fivehundred
      </text>
      <text x={width - margin} y={91} font-size={26} text-anchor="end" fill="#c4d7f7">
        {corner}
      </text>
      {children}
    </svg>
  )
}

interface LineProps {
  y: number
  size: number
  weight?: number
  text: string
  /** Used when the font has none of the text's characters. */
  fallback?: string
}

/** A single line of text across the card. */
function Line({ y, size, weight = 400, text, fallback = '' }: LineProps) {
  const bolder = weight === 700 ? 1.12 : 1
  const [line] = wrap(writable(text) || writable(fallback), room / size / bolder, 1)
  return (
    <text x={margin} y={y} font-size={size} font-weight={weight} fill={weight === 700 ? '#fff' : '#dbe7fb'}>
      {line}
    </text>
  )
}

/** The ratio and its interval on a scale from 0 to a round number. */
function Interval({ ratio, interval: [low, high] }: { ratio: number; interval: [number, number] }) {
  const end = roundAbove(high)
  const at = (value: number) => margin + (value / end) * room
  return (
    <g>
      <rect x={margin} y={448} width={room} height={14} rx={7} fill="#fff" fill-opacity={0.18} />
      <rect x={at(low)} y={448} width={Math.max(14, at(high) - at(low))} height={14} rx={7} fill="#8ab4f8" />
      <circle cx={at(ratio)} cy={455} r={13} fill="#fff" />
      <text x={margin} y={496} font-size={22} fill="#c4d7f7">
        0 %
      </text>
      <text x={margin + room} y={496} font-size={22} text-anchor="end" fill="#c4d7f7">
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
