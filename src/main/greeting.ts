interface Greeted {
  address: string
  firstKey: string | null
  config: { baseUrl: string }
}

/**
 * What a person sees at startup: the address and, at the very first start, where to log in and the
 * admin key, as two lines apart from the log.
 */
export function greeting({ address, firstKey, config }: Greeted): string {
  const lines = [`Fivehundred listens on ${address}`]
  const { baseUrl } = config
  if (baseUrl !== address) lines.push(`Short links begin with ${baseUrl}/`)
  if (firstKey !== null) {
    // With HTTPS in BASE_URL, no login lasts at the other address.
    const place = baseUrl.startsWith('https:') ? baseUrl : address
    lines.push('', `Log in at  ${place}/login`, `Admin key  ${firstKey}  (shown this once)`, '')
  }
  return `${lines.join('\n')}\n`
}
