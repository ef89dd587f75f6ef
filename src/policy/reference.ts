// The reference of the policy: its page and its JSON Schema, made from the schema and the words.
import type { PolicyKey } from '../model/policy.ts';
import { SAFETY_KEYS } from '../model/policy.ts';
import { isRequired, nodeOf, POLICY_KEYS, POLICY_NODE, typeOf } from './key-facts.ts';
import type { SafetyClass } from './prose.ts';
import { KEY_PROSE } from './prose.ts';
import { POLICY_FORMATS } from './render.ts';

const SAFETY_WORDS: Readonly<Record<SafetyClass, string>> = {
  records: 'could record more',
  sends: 'could send more, sooner or elsewhere',
  none: 'nothing more',
};

/** `docs/policy.schema.json`: draft 2020-12, for editors and checks in pipelines. */
export function makePolicySchema(): object {
  const properties = POLICY_KEYS.map((key) => {
    const { what, unit, example } = KEY_PROSE[key];
    const description = unit === undefined ? what : `${what} Unit: ${unit}.`;
    return [key, { description, ...nodeOf(key), examples: [JSON.parse(example)] }] as const;
  });
  return {
    ...POLICY_NODE,
    title: 'Showhow policy',
    description: 'Made from the schema that the extension itself uses. What holds between keys is in policy.md.',
    properties: Object.fromEntries(properties),
    required: [...new Set([...(POLICY_NODE.required ?? []), ...SAFETY_KEYS])],
  };
}

/** `docs/policy.md`. */
export function makePolicyPage(): string {
  const keys = POLICY_KEYS.map(describeKey).join('\n');
  const formats = Object.entries(POLICY_FORMATS).map(
    ([name, { what, isReadBack }]) => `| \`${name}\` | ${what} | ${isReadBack ? 'yes' : 'no'} |`,
  );
  return `${INTRO}
## Keys

A policy is one object. "Lost" says what a lost or wrong value could do if nothing noticed it: such keys must be named in
\`policyKeys\` where they are set, and the ones marked **must** in every policy.

| key | type | default | lost | meaning |
|---|---|---|---|---|
${keys}

${STATES}
## Formats

\`showhow policy render --format NAME POLICY.json\` makes one, \`--all\` makes all of them. "Read back": \`showhow policy check\` reads
the values, and a property test proves that nothing is lost on the way there and back.

| name | what | read back |
|---|---|---|
${formats.join('\n')}

${DEPLOY}`;
}

function describeKey(key: PolicyKey): string {
  const { what, unit, safety } = KEY_PROSE[key];
  const node = nodeOf(key);
  const must = isRequired(key) || (SAFETY_KEYS as readonly string[]).includes(key);
  const fallback = must ? '**must** be set' : `\`${JSON.stringify(node.default)}\``;
  const type = unit === undefined ? typeOf(node) : `${typeOf(node)}, ${unit}`;
  return `| \`${key}\` | ${type} | ${fallback} | ${SAFETY_WORDS[safety]} | ${what.replaceAll('|', '\\|')} |`;
}

const INTRO = `# Policy

<!-- Made by src/cli/policy-docs.ts from the schema and src/policy/: change those, not this page. -->

IT decides by managed storage what is recorded: the same keys in every browser. [policy.schema.json](policy.schema.json) holds
them as JSON Schema.

\`\`\`sh
showhow policy render --all --out rollout --extension-id ID POLICY.json   # every format, policy sealed
showhow policy check rollout/chrome.reg                                   # what would a browser make of it?
\`\`\`

\`showhow\` stands for \`npm run -s showhow --\` in a clone.

## A mistake records less

Of what reaches the extension, a policy is taken whole or not at all. While anything in it is wrong, nothing is recorded, and the
popup names the key.

- **Chromium drops a whole key without a word**, where one value in it has a wrong type, or where the managed schema does not know its
  name: a misspelled key vanishes. So \`policyKeys\` lists the keys that were set: one that is named and did not arrive is an error, and
  so is a key that arrived, could make a difference and is not named.
- **A key that Chromium dropped is noticed only if it is named or sealed.** One that is not in \`policyKeys\` is missed by nobody, and
  **its default rules**: \`captureHours\` as a text, or written \`captureHour\`, and people are recorded at all hours. The keys marked
  **must** have to be named in every policy; name the others too, or let \`showhow policy render\` name all and put a checksum over them,
  which no lost key passes. \`showhow policy check\` says of each key that would vanish whether the policy would rule without it, and
  with which default, and then ends with 1.
- **Unknown is refused where it arrives**: an unknown key in Firefox, in a policy packaged into a build, and in a file that \`render\` or
  \`pack\` is given; everywhere an unknown field in a rule, an unknown kind of event, another \`policySchema\`. An unknown key in
  Chromium does not arrive (above).
- **A slip that leaves a valid value** (\`desk.example.com\` for \`desk.example.org\`) cannot be told from intent, except by a checksum:
  \`showhow policy render\` puts \`policyChecksum\` over all keys, and any later change is an error until it is rendered again.
- **A file that could be read as another policy is not sealed**: a key that stands twice (browsers take the last one), letters that are
  no UTF-8 or UTF-16. Patterns that could cover nothing (\`#\`, blanks, ports above 65535, \`.example.com\`, two patterns in one text, hosts with signs
  that no host has, paths that browsers spell otherwise, such as \`/{a}/*\` and \`/a/../b\`) are refused: as an exclusion they would
  exclude nothing. What is allowed and looks unmeant (every site, all of \`.com\`, an exclusion that touches no listed site, a site that
  is excluded again, rules for every element, hours longer over night than by day, a region without time zones) is said by
  \`render\`, \`pack\` and \`check\`.
- **The managed schema says types and nothing more**, on purpose: what the browser refuses vanishes; what it lets through is
  judged by the extension, which says what is wrong.
`;

const STATES = `## From the browser to the page

| moment | Chromium, Edge | Firefox |
|---|---|---|
| first start after the install | managed storage is empty for some seconds: the extension waits and records nothing | complete at once |
| a change | reaches the extension within seconds, and open pages within a second of that | at the next start of the browser |
| a key that arrives is wrong | \`policy-error\`, the popup names the key | the same |
| a key is dropped (wrong type, unknown name) | named or sealed: \`policy-error\`, the popup names the key (sealed only: \`policyChecksum\`); else nobody notices, and its default rules | nothing is dropped, as there is no schema: it arrives and is refused |
| the policy is taken away, the extension stays | it waits and records nothing | the same, at the next start |
| the extension is taken away | what was not sent yet goes with it | the same |

An install that was not forced and never saw a policy is in study mode: the person switches sites on, and nothing leaves the
device by itself.
`;

const DEPLOY = `Templates (ADMX, ADML), scripts and Intune settings are golden-tested, and have not been run on Windows so far: try them on one
device first. What is known of each way:

- **Windows, Chrome and Edge**: lists and objects are one text of JSON (REG_SZ). REG_MULTI_SZ is dropped. The install stands below
  \`ExtensionSettings\\<id>\`; where \`ExtensionSettings\` itself is set as one JSON text, put the entry in there instead.
- **Windows, Firefox**: lists and objects are JSON in a REG_MULTI_SZ; in a REG_SZ they stay text. \`true\` and \`false\` are 1 and 0.
- **Intune**: settings for Chrome and Firefox. Templates may not write below Edge's registry key: use the scripts for Edge.
- **macOS**: \`com.google.Chrome.extensions.<id>\` holds the keys as they are, without \`Value\` around them.
- **Google Admin console**: the only place with \`Value\` around each value. The install itself is a setting of the console.
- **Linux**: one file in the folder of the browser. Every file there is read; a text that is no Unicode makes Chromium ignore the
  whole file.
- **\`"*"\` in \`ExtensionSettings\` is not inherited** by an entry with an id: repeat \`runtime_blocked_hosts\` in the extension's entry.
- **Private windows** are closed to the extension. Do not list it in \`MandatoryExtensionsForIncognitoNavigation\`.
`;
