// Every page and state that the stage shows, for what must hold in all of them.
import { SCENES } from './scenes.ts';

/** Every page that is not the popup, with the scenes in which it looks different. */
const PAGES_SHOWN = [
  ['notice', 'acknowledge'],
  ['notice', 'day'],
  ['notice', 'study'],
  ['exemptions', 'day'],
  ['exemptions', 'mail'],
  ['exemptions', 'study'],
  ['settings', 'day'],
  ['settings', 'study'],
  ['review', 'day'],
  ['review', 'study'],
  ['review', 'study-day'],
] as const;

/** The pages, and the popup in each of its states. */
export const SHOWN: readonly (readonly [page: string, scene: string])[] = [
  ...PAGES_SHOWN,
  ...Object.keys(SCENES).map((scene) => ['popup', scene] as const),
];
