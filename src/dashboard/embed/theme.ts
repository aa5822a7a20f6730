/** Whether an embed is light or dark; `auto` is what the page around it or the reader prefers. */
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Anything else than one of them is the usual one. */
export function themeOf(asked: unknown): Theme {
  return themes.find(theme => theme === asked) ?? 'auto'
}
