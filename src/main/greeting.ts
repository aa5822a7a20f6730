interface Greeted {
  address: string
  firstKey: string | null
  context: { config: { baseUrl: string } }
}

/**
 * What a person sees at startup: the address and, at the very first start, the admin key and how to
 * use it.
 */
export function greeting({ address, firstKey, context }: Greeted): string {
  const lines = [`Fivehundred listens on ${address}`]
  const { baseUrl } = context.config
  if (baseUrl !== address) lines.push(`Short links begin with ${baseUrl}/`)
  if (firstKey !== null) {
    lines.push(
      '',
      'Your admin key, shown this once:',
      '',
      `  ${firstKey}`,
      '',
      `Log in with it at ${address}/login, or make your first link here:`,
      '',
      `  curl -s ${address}/api/v1/links \\`,
      `    -H 'Authorization: Bearer ${firstKey}' \\`,
      `    -H 'Content-Type: application/json' \\`,
      `    -d '{"url": "https://example.com/"}'`,
      '',
    )
  }
  return `${lines.join('\n')}\n`
}
