/** A text to copy; without JavaScript it can be selected. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div class="copy">
      <input class="copy-text" readOnly value={value} aria-label={label} />
      <CopyButton text={value} />
    </div>
  )
}

interface CopyButtonProps {
  text: string
  /** For people who do not see what is beside it. */
  label?: string
  small?: boolean
}

export function CopyButton({ text, label, small = false }: CopyButtonProps) {
  return (
    <button type="button" class={small ? 'small quiet' : 'quiet'} data-copy={text} aria-label={label}>
      Copy
    </button>
  )
}
