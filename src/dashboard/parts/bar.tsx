/** A share from 0 to 1 as a bar; the number next to it serves people who cannot see the bar. */
export function Bar({ share }: { share: number }) {
  const width = Math.max(0, Math.min(1, share)) * 100
  return (
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-track" width="100" height="4" rx="1" />
      <rect class="bar-fill" width={width.toFixed(2)} height="4" rx="1" />
    </svg>
  )
}
