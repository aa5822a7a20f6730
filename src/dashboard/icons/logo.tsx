import { renderToString } from 'preact-render-to-string'

export const blue = '#0b57d0'

interface LogoProps {
  ground?: string
  line?: string
  /** The radius of its corners. */
  corner?: number
}

/** The service's sign, on a square of 32; it stands inside an <svg>. */
export function Logo({ ground = blue, line = '#fff', corner = 7 }: LogoProps) {
  return (
    <>
      <rect width={32} height={32} rx={corner} fill={ground} />
      <path
        d="M8 22l6-7 4 4 6-9"
        fill="none"
        stroke={line}
        stroke-width={3}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  )
}

/**
 * The sign as a file. Android cuts a maskable icon to the shape of the other icons, so that one has
 * no round corners and a wide margin.
 */
export function logoFile(purpose: 'any' | 'maskable'): string {
  const isCut = purpose === 'maskable'
  return renderToString(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={isCut ? '-5 -5 42 42' : '0 0 32 32'}>
      <title>Fivehundred</title>
      {isCut && <rect x={-5} y={-5} width={42} height={42} fill={blue} />}
      <Logo corner={isCut ? 0 : 7} />
    </svg>,
  )
}
