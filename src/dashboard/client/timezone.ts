// Tells the service the viewer's time zone, so that the days of its charts are the viewer's days.
// Where browsers have no cookie store (in pages without HTTPS), days stay those of UTC.

const shown = document.querySelector<HTMLElement>('[data-timezone]')?.dataset.timezone
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

if (shown !== undefined && shown !== zone && 'cookieStore' in window) void tell()

async function tell(): Promise<void> {
  const known = await cookieStore.get('timezone')
  // The service was told before and does not know this zone: loading again would not change that.
  if (known?.value === zone) return
  await cookieStore.set({ name: 'timezone', value: zone, path: '/app', sameSite: 'strict' })
  location.reload()
}
