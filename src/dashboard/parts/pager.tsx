interface PagerProps {
  /** What the list holds, such as "accounts". */
  of: string
  /** Address of the first page; null on it. */
  first: string | null
  /** Address of the next page; null on the last. */
  next: string | null
}

/** The ways through a list that comes in pages; nothing where there is only one. */
export function Pager({ of, first, next }: PagerProps) {
  if (first === null && next === null) return null
  return (
    <nav class="row" aria-label={`Pages of ${of}`}>
      {first !== null && (
        <a class="button quiet" href={first}>
          To the first {of}
        </a>
      )}
      {next !== null && (
        <a class="button quiet" href={next}>
          More {of}
        </a>
      )}
    </nav>
  )
}
