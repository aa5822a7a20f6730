// Sends the viewer's time zone to the service, so that the charts show the viewer's days. Without a
// cookie store in the browser (on pages without HTTPS), days are those of UTC.

const shown = document.querySelector<HTMLElement>('[data-timezone]')?.dataset.timezone
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

if (shown !== undefined && shown !== zone && 'cookieStore' in window) void tell()

async function tell(): Promise<void> {
  const known = await cookieStore.get('timezone')
  // The service already has this zone and does not know it: reloading would not help.
  if (known?.value === zone) return
  await cookieStore.set({ name: 'timezone', value: zone, path: '/app', sameSite: 'strict' })
  location.reload()
}
