/** A sleep that can be ended early. A wake while nobody sleeps ends the next sleep at once. */
export interface Pause {
  sleep(ms: number): Promise<void>
  wake(): void
}

export function createPause(): Pause {
  let woken = false
  let end: (() => void) | null = null
  return {
    sleep: ms =>
      new Promise(resolve => {
        const timer = setTimeout(done, woken ? 0 : ms)
        end = done
        function done() {
          clearTimeout(timer)
          end = null
          woken = false
          resolve()
        }
      }),
    wake() {
      woken = true
      end?.()
    },
  }
}
