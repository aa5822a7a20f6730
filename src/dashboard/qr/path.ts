/** The page of a link's QR code, or its picture in a format. */
export function qrPath(slug: string, format?: string): string {
  return `/app/links/${slug}/qr${format === undefined ? '' : `.${format}`}`
}
