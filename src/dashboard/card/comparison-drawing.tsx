import { renderToString } from 'preact-render-to-string'
import { Frame, Line, Lines, margin, room } from './frame.js'
import { fit, heightOf, widthOf, writable } from './text.js'

/** Accounts beside each other, as bars that share one scale. */
export interface Comparison {
  /** The one sentence; shown whole. */
  sentence: string
  bars: Bar[]
  /** What the bars measure. */
  legend: string
}

export interface Bar {
  name: string
  /** What is written at its end. */
  figure: string
  /** The bright part. */
  part: number
  /** The pale bar behind it; 0 for none. */
  whole: number
}

/** Where the sentence begins and the bars end, and the most that one bar takes, in pixels. */
const [top, bottom, highest] = [124, 570, 140]

/** A comparison as a picture for posts, in SVG. */
export function drawComparison({ sentence, bars, legend }: Comparison, corner: string): string {
  const said = fit(writable(sentence), { width: room, height: 140 }, [48, 42, 36, 32, 28, 24])
  const end = Math.max(...bars.map(({ part, whole }) => Math.max(part, whole)), Number.MIN_VALUE)
  const foot = top + heightOf(said.size) * said.lines.length
  const step = Math.min(highest, (bottom - foot - 64) / Math.max(1, bars.length))
  return renderToString(
    <Frame corner={corner}>
      <Lines y={top + heightOf(said.size)} text={said} />
      {bars.map((bar, n) => (
        <Row key={n} bar={bar} y={foot + 72 + step * n} height={Math.min(44, step - 52)} end={end} />
      ))}
      <Line y={600} size={22} text={legend} />
    </Frame>,
  )
}

/** Nothing that is there is drawn thinner than this. */
const thinnest = 3

function Row({ bar, y, height, end }: { bar: Bar; y: number; height: number; end: number }) {
  const { name, figure, part, whole } = bar
  const size = 30
  const length = (value: number) => (value > 0 ? Math.max(thinnest, (value / end) * room) : 0)
  return (
    <g>
      <Line y={y} size={size} weight={700} text={name} width={room - widthOf(figure) * size - 40} />
      <text x={margin + room} y={y} font-size={size} text-anchor="end" fill="#dbe7fb">
        {figure}
      </text>
      <rect x={margin} y={y + 14} width={length(whole)} height={height} fill="#fff" fill-opacity={0.22} />
      <rect x={margin} y={y + 14} width={length(part)} height={height} fill="#8ab4f8" />
    </g>
  )
}
