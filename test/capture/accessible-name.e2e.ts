// Accessible names against the library that implements the standard, on the cases that people meet, and on those it gets wrong for us.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Each element with a `data-case` is named by us and by the library, and both must agree. */
const AGREED = `
  <button data-case>Save</button>
  <button data-case aria-label="Close">x</button>
  <button data-case><svg width=8 height=8 role=img aria-label="Delete"></svg></button>
  <button data-case><svg width=8 height=8><title>Archive</title><path d="M0 0"/></svg></button>
  <button data-case><span aria-hidden=true>★</span> Favourite</button>
  <button data-case><b>Two</b><div>parts</div></button>
  <button data-case><span style="display:none">hidden</span>Shown</button>
  <button data-case title="Refresh"></button>
  <button data-case><img alt="Print" src="data:,"></button>
  <a data-case href="#">Read <em>more</em></a>
  <span id=r1>Amount</span><span id=r2 hidden>in euros</span><input data-case aria-labelledby="r1 r2">
  <label for=i1>First name</label><input data-case id=i1>
  <label>Wrapped <input data-case></label>
  <label>A <label2></label2><input data-case id=i2></label><label for=i2>B</label>
  <input data-case title="Zip">
  <input data-case type=submit value="Send it"><input data-case type=button value="Go">
  <input data-case type=image alt="Find" src="data:,">
  <textarea data-case aria-label="Notes">content</textarea>
  <select data-case aria-label="Size"><option>L</select>
  <fieldset data-case><legend>Address</legend></fieldset>
  <table data-case><caption>Orders</caption><tr><td>1</table>
  <h2 data-case>Heading <small>two</small></h2>
  <div data-case role=tab>First tab</div>
  <div data-case role=menuitem><i></i>Open</div>
  <div data-case role=checkbox>Accept</div>
  <div data-case role=switch aria-label="Dark">On</div>
  <div data-case role=region>not named by its content</div>
  <div data-case>plain</div>
  <ul><li data-case>item</ul>
  <details><summary data-case>More</summary>text</details>
  <img data-case alt="Logo" src="data:,">
  <a data-case href="#"><img alt="Home" src="data:,"> start</a>
  <div data-case role=button tabindex=0>Custom
     button</div>
  <div data-case role=option>Low</div>
  <dialog data-case open aria-labelledby=dt><h3 id=dt>Delete?</h3></dialog>`;

/** Elements whose name by the standard holds what a person put in. */
const WITH_VALUES = `
  <label data-case id=lab>Remind me in <input value="Erika"> days</label>
  <input id=other value="Erika"><button data-case aria-labelledby="other">b</button>
  <button data-case>Total <input value=Erika></button>
  <h1 data-case contenteditable>Erika</h1>
  <div data-case role=combobox>Erika</div>
  <div data-case role=tab><div contenteditable>Erika</div></div>
  <div data-case role=menuitem>Volume <span role=slider aria-valuetext="Erika">Erika</span></div>
  <button data-case>${'<i>Erika</i>'.repeat(300)}</button>`;

let browser: Browser;
let page: Page;
let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'names-'));
  const entry = path.join(folder, 'entry.ts');
  writeFileSync(
    entry,
    `import { computeAccessibleName, getRole } from '${ROOT}/node_modules/dom-accessibility-api/dist/index.mjs';
     import { nameOf } from '${ROOT}/src/capture/accessible-name.ts';
     import { roleOf } from '${ROOT}/src/capture/role.ts';
     Object.assign(globalThis, { names: () => [...document.querySelectorAll('[data-case]')].map((element) => ({
       html: element.outerHTML.slice(0, 80),
       ours: nameOf(element, roleOf(element), false)?.text ?? '',
       theirs: computeAccessibleName(element),
     })), roles: () => [...document.querySelectorAll('[data-case]')].map((element) => ({
       html: element.outerHTML.slice(0, 80),
       ours: roleOf(element),
       theirs: getRole(element) ?? undefined,
     })) });`,
  );
  execFileSync(
    path.join(ROOT, 'node_modules/.bin/rolldown'),
    [entry, '--format', 'iife', '-o', path.join(folder, 'out.js')],
    { cwd: ROOT },
  );
  browser = await chromium.launch({ executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage();
});
test.afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function namesIn(html: string): Promise<{ html: string; ours: string; theirs: string }[]> {
  await page.setContent(`<!doctype html><body>${html}`);
  await page.addScriptTag({ content: readFileSync(path.join(folder, 'out.js'), 'utf8') });
  return (await page.evaluate('names()')) as { html: string; ours: string; theirs: string }[];
}

test('names are those of the standard', async () => {
  // Inside content a name is only a length: the list item's text is empty here.
  const cases = (await namesIn(AGREED)).filter(({ html }) => !html.startsWith('<li'));
  expect(cases.length).toBeGreaterThan(30);
  expect(cases.map(({ html, ours }) => `${html} -> ${ours}`)).toEqual(
    cases.map(({ html, theirs }) => `${html} -> ${theirs}`),
  );
});

test('no name holds what a person put in, nor more than a name can be', async () => {
  const cases = await namesIn(WITH_VALUES);
  expect(cases.map(({ ours }) => ours).join()).not.toContain('Erika');
  expect(cases.filter(({ theirs }) => theirs.includes('Erika')).length).toBeGreaterThan(3);
});

const TAGS =
  'a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col colgroup data datalist dd del ' +
  'details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins ' +
  'kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option output p picture pre progress q ruby s ' +
  'samp script section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr ' +
  'track u ul var video wbr x-app';
const INPUT_TYPES =
  'button checkbox color date datetime-local email file hidden image month number password radio range reset search submit tel text time url week nonsense';

test('roles are those of the library, for every tag, every type of input and the attributes that matter', async () => {
  await namesIn('');
  const roles = (await page.evaluate(
    ([tags, types]) => {
      const add = (tag: string, attributes: Record<string, string>): void => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries({ ...attributes, 'data-case': '' }))
          element.setAttribute(name, value);
        document.body.append(element);
      };
      for (const tag of tags) {
        for (const attributes of [
          {},
          { href: '#' },
          { alt: '' },
          { alt: '', 'aria-label': 'x' },
          { multiple: '' },
          { size: '4' },
          { role: 'tab' },
          { role: ' switch x ' },
          { role: '' },
          { role: 'none' },
          { role: 'presentation', 'aria-describedby': 'x' },
          { role: 'none', 'aria-expanded': 'true' },
        ])
          add(tag, attributes);
      }
      for (const type of types) for (const list of [{}, { list: 'x' }]) add('input', { type, ...list });
      return (globalThis as unknown as { roles: () => unknown }).roles();
    },
    [TAGS.split(' '), INPUT_TYPES.split(' ')] as const,
  )) as { html: string; ours?: string; theirs?: string }[];
  expect(roles.length).toBeGreaterThan(1_000);
  expect(roles.map(({ html, ours }) => `${html} -> ${ours}`)).toEqual(
    roles.map(({ html, theirs }) => `${html} -> ${theirs}`),
  );
});
