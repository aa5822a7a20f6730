import { useView } from '../view.js'

/** An icon of the file that `icons/build.ts` makes; the text next to it says the same. */
export function Icon({ name }: { name: string }) {
  return (
    <svg class={name.length === 2 ? 'icon flag' : 'icon'} aria-hidden="true">
      <use href={`${useView().assets.get('icons.svg')}#${name}`} />
    </svg>
  )
}
