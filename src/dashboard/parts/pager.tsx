interface PagerProps {
  /** What the list contains, such as "accounts". */
  of: string
  /** Address of the first page; null on the first. */
  first: string | null
  /** Address of the next page; null on the last. */
  next: string | null
}

/** The links between the pages of a list; nothing if there is only one page. */
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
