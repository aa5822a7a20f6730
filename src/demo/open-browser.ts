import { spawn } from 'node:child_process'

/** Opens an address in the user's browser. Does nothing without a screen or such a program. */
export function openBrowser(address: string, env: Record<string, string | undefined>): void {
  const onMac = process.platform === 'darwin'
  if (!onMac && !env.DISPLAY && !env.WAYLAND_DISPLAY) return
  const child = spawn(onMac ? 'open' : 'xdg-open', [address], { detached: true, stdio: 'ignore' })
  child.on('error', () => {})
  child.unref()
}
