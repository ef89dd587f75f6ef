// Is an element part of what the page is about (people's words), rather than of its controls?
import { closestOf } from './composed.ts';

/** Parts of a page that hold content: DESIGN 6 "Names". Rows of headings are interface, and so are the lists that menus are made of. */
const CONTENT =
  'tr,td,article,li,dd,blockquote,pre,figcaption,[role=row],[role=cell],[role=gridcell],[role=listitem],[role=article],' +
  '[role=feed],[role=log],[role=document],[role=alert],[role=status],[role=comment],[aria-live=polite],[aria-live=assertive]';
const INTERFACE =
  'nav,th,[role=columnheader],[role=navigation],[role=menu],[role=menubar],[role=toolbar],[role=tablist],[role=radiogroup]';

/** True where an element's name may be somebody's words: it lies in a row, a list item, an article, a message and the like. */
export function isInsideContent(element: Element): boolean {
  const nearest = closestOf(element, `${CONTENT},${INTERFACE}`);
  if (nearest === undefined) return false;
  if (nearest.matches(INTERFACE)) {
    // A toolbar in a row is still about that row, so names there may speak of it ("Reply to …").
    return (
      !isListOnly(nearest) &&
      closestOf(nearest, 'article,td,[role=article],[role=row],[role=gridcell],[role=log]') !== undefined
    );
  }
  if (nearest.localName !== 'li' && nearest.getAttribute('role') !== 'listitem') return true;
  const list = closestOf(nearest, 'nav,[role=navigation],[role=menu],[role=menubar],[role=toolbar],[role=tablist]');
  return list === undefined;
}

/** Table headings lie in a row by their nature. */
function isListOnly(element: Element): boolean {
  return element.localName === 'th' || element.getAttribute('role') === 'columnheader';
}
