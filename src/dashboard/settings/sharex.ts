/** In place of a key: stored keys are known by their hashes only. */
const noKey = 'YOUR-KEY'

/** When somebody opens this file, ShareX asks whether to add it. */
export const sharexFile = 'Fivehundred.sxcu'

/** ShareX puts the address in place of {input}, and takes the short link from the answer. */
export function sharexUploader(baseUrl: string, key = noKey): string {
  const uploader = {
    Version: '14.1.0',
    Name: 'Fivehundred',
    DestinationType: 'URLShortener',
    RequestMethod: 'POST',
    RequestURL: `${baseUrl}/api/v1/links`,
    Headers: { Authorization: `Bearer ${key}` },
    Body: 'JSON',
    Data: JSON.stringify({ url: '{input}', findExisting: true }),
    URL: '{json:shortUrl}',
    ErrorMessage: '{json:detail}',
  }
  return JSON.stringify(uploader, null, 2)
}

/** The file as an address, because one with a key must not be fetched from anywhere. */
export function sharexAddress(baseUrl: string, key: string): string {
  return `data:application/json;charset=utf-8,${encodeURIComponent(sharexUploader(baseUrl, key))}`
}
