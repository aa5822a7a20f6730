/** Facts as a list of texts, such as `secure` for what is true, and `fetchMode=cors` for a text. */
export function flagList(facts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(facts).map(([name, value]) => (value === true ? name : `${name}=${value}`))
}

/** The facts in such a list. */
export function flagsIn(list: readonly string[]): Record<string, string | true> {
  return Object.fromEntries(
    list.map(entry => {
      const at = entry.indexOf('=')
      return at < 0 ? [entry, true] : [entry.slice(0, at), entry.slice(at + 1)]
    }),
  )
}
