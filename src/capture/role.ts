// ARIA role of an element, explicit or implied by its tag. Held to dom-accessibility-api by a test over every tag; written anew since
// that library reads properties that a page's form can bend, and takes a 25th of what this script may weigh.
// https://w3c.github.io/html-aria/#docconformance
import { attributeOf, genuine, matches, tagOf } from './native.ts';

const ROLE = /^[a-z]{3,24}$/;
/** Each role, then the tags that imply it; `/` stands before a type of input. */
const IMPLIED =
  'article article,complementary aside,button button summary /button /image /reset /submit,listbox datalist,definition dd,' +
  'group details fieldset optgroup,dialog dialog,term dt,figure figure,form form,contentinfo footer,heading h1 h2 h3 h4 h5 h6,' +
  'banner header,separator hr,document html,legend legend,listitem li,math math,main main,list menu ol ul,navigation nav,' +
  'option option,status output,progressbar progress,region section,table table,rowgroup tbody thead tfoot,textbox textarea /email /tel /text /url,' +
  'cell td,columnheader th,row tr,checkbox /checkbox,radio /radio,slider /range,searchbox /search,spinbutton /number,img img,combobox select';
const roles = new Map(
  IMPLIED.split(',').flatMap((line) => {
    const [role = '', ...tags] = line.split(' ');
    return tags.map((tag) => [tag, role]);
  }),
);
/** States that every element may have: one that has them is there, whatever its role says. https://w3c.github.io/aria/#global_states */
const GLOBAL_STATE =
  /^aria-(atomic|busy|controls|current|desc|details|drop|flowto|grab|hidden|key|label|live|owns|relevant|roled)/;

/** The role; undefined when there is none, or none that is a word. */
export function roleOf(element: Element): string | undefined {
  const explicit = attributeOf(element, 'role')?.trim().split(' ', 1)[0];
  const isNone = explicit === 'none' || explicit === 'presentation';
  const role = explicit && !(isNone && isPresent(element)) ? explicit : impliedRoleOf(element);
  return role !== undefined && ROLE.test(role) && role !== 'generic' ? role : undefined;
}

function impliedRoleOf(element: Element): string | undefined {
  const tag = tagOf(element);
  if (matches(element, 'a[href],area[href],link[href]')) return 'link';
  if (matches(element, 'img[alt=""]') && !isPresent(element)) return 'presentation';
  if (element instanceof HTMLSelectElement && (matches(element, '[multiple]') || element.size > 1)) return 'listbox';
  const role = roles.get(element instanceof HTMLInputElement ? `/${element.type}` : tag);
  return tag === 'input' && matches(element, '[list]') && /^(text|search)box$/.test(role ?? '') ? 'combobox' : role;
}

function isPresent(element: Element): boolean {
  return genuine(element, 'getAttributeNames')
    .call(element)
    .some((name) => GLOBAL_STATE.test(name));
}
