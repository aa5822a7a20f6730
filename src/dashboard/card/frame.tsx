import type { ComponentChildren } from 'preact'
import { blue, Logo } from '../icons/logo.js'
import { usualFamily } from './fonts.js'
import { cardSize } from './size.js'
import { clip, type Fitted, heightOf, pieces, writableOr } from './text.js'

export const margin = 72
export const room = cardSize.width - 2 * margin

/** What every card has: the background, the service's name and, in the corner, its address. */
export function Frame({ corner, children }: { corner: string; children: ComponentChildren }) {
  const { width, height } = cardSize
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      aria-hidden="true"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family={usualFamily}
    >
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color={blue} />
          <stop offset="1" stop-color="#062a66" />
        </linearGradient>
      </defs>
      <rect width={width} height={height} fill="url(#sky)" />
      <g transform={`translate(${margin} 56) scale(1.5)`}>
        <Logo ground="#fff" line={blue} />
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

interface SignsProps {
  y: number
  size: number
  weight?: 400 | 700
  fill: string
  /** Already writable, and short enough. */
  text: string
}

/** A line of text, each piece of it in the font that has it. */
function Signs({ y, size, weight = 400, fill, text }: SignsProps) {
  return (
    <g font-size={size} font-weight={weight} fill={fill}>
      {pieces(text, weight === 700).map(({ text, family, x }) => (
        <text key={x} x={Math.round(margin + x * size)} y={y} font-family={family}>
          {text}
        </text>
      ))}
    </g>
  )
}

interface LineProps {
  y: number
  size: number
  weight?: 400 | 700
  text: string
  /** Used when the fonts lack most of the text's letters. */
  fallback?: string
  /** The room for it, in pixels. */
  width?: number
}

/** A single line of text; cut if it is too long. */
export function Line({ y, size, weight = 400, text, fallback = '', width = room }: LineProps) {
  const line = clip(writableOr(text, fallback), width / size, weight === 700)
  return <Signs y={y} size={size} weight={weight} fill={weight === 700 ? '#fff' : '#dbe7fb'} text={line} />
}

/** Lines of text below each other; `y` is the foot of the first one. */
export function Lines({ y, text: { size, lines } }: { y: number; text: Fitted }) {
  return (
    <>
      {lines.map((line, n) => (
        <Signs key={n} y={y + heightOf(size) * n} size={size} fill="#fff" text={line} />
      ))}
    </>
  )
}
