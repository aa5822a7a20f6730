/**
 * A text that somebody else wrote: what turns the direction of writing in it stays inside of it.
 */
export function UserText({ text, most = 140 }: { text: string; most?: number }) {
  const letters = [...text]
  return <bdi>{letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text}</bdi>
}
