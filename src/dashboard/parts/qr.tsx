import { qrCode } from '../../links/qr.js'

/** The QR code for an address. */
export function Qr({ address }: { address: string }) {
  const { size, path } = qrCode(address)
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={`QR code of ${address}`}
    >
      <rect class="qr-paper" width={size} height={size} />
      <path d={path} />
    </svg>
  )
}
