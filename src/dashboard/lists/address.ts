/** The path of a list's page, or of a page below it. */
export function listPath(name: string, ...below: string[]): string {
  return ['/app/lists', encodeURIComponent(name), ...below].join('/')
}
