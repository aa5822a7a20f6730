import { spawn } from 'node:child_process'

/**
 * Shows an address in the person's browser; where there is no screen or no such program, nothing
 * happens.
 */
export function openBrowser(address: string, env: Record<string, string | undefined>): void {
  const onMac = process.platform === 'darwin'
  if (!onMac && !env.DISPLAY && !env.WAYLAND_DISPLAY) return
  const child = spawn(onMac ? 'open' : 'xdg-open', [address], { detached: true, stdio: 'ignore' })
  child.on('error', () => {})
  child.unref()
}
