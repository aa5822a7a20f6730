/** A time, sent in UTC and shown in the viewer's time zone once the script has run. */
export function Moment({ at }: { at: Date | string }) {
  const iso = new Date(at).toISOString()
  return (
    <time dateTime={iso} data-local>
      {`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`}
    </time>
  )
}
