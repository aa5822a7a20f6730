/**
 * Settles like `work`, or after `ms` milliseconds like `late`, which may throw. The work then goes
 * on, but its result is ignored.
 */
export function inTime<T, L>(work: PromiseLike<T>, ms: number, late: () => L): Promise<T | L> {
  return new Promise<T | L>((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(late())
      } catch (error) {
        reject(error)
      }
    }, ms)
    work.then(resolve, reject).then(() => clearTimeout(timer))
  })
}
