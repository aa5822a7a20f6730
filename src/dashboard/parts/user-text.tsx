/**
 * A text that somebody else wrote: its marks for the writing direction have no effect outside of
 * it.
 */
export function UserText({ text, most = 140 }: { text: string; most?: number }) {
  const letters = [...text]
  return <bdi>{letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text}</bdi>
}
