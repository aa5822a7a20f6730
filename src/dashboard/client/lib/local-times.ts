/** Shows the times of a page in the viewer's time zone. */
export function showLocally(page: ParentNode): void {
  for (const time of page.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const at = new Date(time.dateTime)
    time.title = at.toISOString()
    time.textContent = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  }
}
