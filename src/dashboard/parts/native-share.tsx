interface NativeShareProps {
  text: string | null
  address: string
  small?: boolean
}

/** Hands an address to any app on the device; a script shows it where the browser can do that. */
export function NativeShare({ text, address, small = false }: NativeShareProps) {
  return (
    <button
      type="button"
      class={small ? 'small quiet' : 'quiet'}
      hidden
      data-share={address}
      data-share-text={text ?? undefined}
    >
      Share …
    </button>
  )
}
