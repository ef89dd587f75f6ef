// Is an element part of what the page is about (people's words), rather than of its controls?
import { closestOf } from './composed.ts';
import { matches } from './native.ts';

/** Parts of a page that hold content: DESIGN 6 "Names". Rows of headings are interface, and so are the lists that menus are made of. */
const CONTENT =
  'tr,td,article,li,dd,blockquote,pre,figcaption,[role=row],[role=cell],[role=gridcell],[role=listitem],[role=article],' +
  '[role=feed],[role=log],[role=document],[role=alert],[role=status],[role=comment],[aria-live=polite],[aria-live=assertive]';
const ABOUT_ONE = 'article,td,[role=article],[role=row],[role=gridcell],[role=log]';
const LIST_OF_CONTROLS = 'nav,[role=navigation],[role=menu],[role=menubar],[role=toolbar],[role=tablist]';
const INTERFACE = `th,[role=columnheader],[role=radiogroup],${LIST_OF_CONTROLS}`;

/** True where an element's name may be somebody's words: it lies in a row, a list item, an article, a message and the like. */
export function isInsideContent(element: Element): boolean {
  const part = closestOf(element, `${CONTENT},${INTERFACE}`);
  if (part === undefined) return false;
  // Table headings lie in a row by their nature.
  if (matches(part, 'th,[role=columnheader]')) return false;
  // A toolbar in a row is still about that row, so names there may speak of it ("Reply to …").
  if (matches(part, INTERFACE)) return closestOf(part, ABOUT_ONE) !== undefined;
  return !matches(part, 'li,[role=listitem]') || closestOf(part, LIST_OF_CONTROLS) === undefined;
}
