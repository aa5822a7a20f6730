/**
 * Settles as `work` does, or after `ms` milliseconds as `late` does, which may throw. The work goes
 * on; what comes of it then is passed over.
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
