import { whatIsReported } from '../parts/reported.js'
import { useView } from '../view.js'
import { type Pair, pathOf } from './path.js'

/** Shows or hides what the networks report; only with a login, because analytics are not public. */
export function ReportedChoice({ pair }: { pair: Pair }) {
  const { viewer } = useView()
  if (viewer === null) return null
  if (pair.include === undefined)
    return (
      <>
        <a href={pathOf({ ...pair, include: 'reported' })}>Show what the networks report, too</a> ·{' '}
      </>
    )
  return (
    <>
      {whatIsReported} <a href={pathOf({ ...pair, include: undefined })}>Without it</a> ·{' '}
    </>
  )
}
