/** A text to copy; without JavaScript it can be selected. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div class="copy">
      <input class="copy-text" readOnly value={value} aria-label={label} />
      <button type="button" class="quiet" data-copy={value}>
        Copy
      </button>
    </div>
  )
}
