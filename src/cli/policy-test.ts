// `showhow policy test`: what would each field of a page get under a policy?
import { CORE_EXCLUSIONS } from '../model/core-exclusions.ts';
import type { FieldReport } from '../model/field-report.ts';
import { matchesAny } from '../model/match-pattern.ts';
import type { PageRules } from '../model/page-rules.ts';
import { NO_RULES } from '../model/page-rules.ts';
import type { Policy } from '../model/policy.ts';
import { parsePolicy } from '../model/policy.ts';
import { FIELD_WORDS } from '../redaction/field-words.ts';
import { rulesFor } from '../redaction/page-rules.ts';
import { askPage } from './ask-page.ts';
import type { ExitCode, Io, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { readSealedPolicy } from './policy-file.ts';
import { formatTable, printable } from './table.ts';

export async function testPolicy(options: OptionValues, io: Io): Promise<ExitCode> {
  const page = textOption(options, 'page');
  if (page === undefined) throw new CliProblem('test wants --page with a saved page.', 'showhow policy --help');
  const judged = await readRules(options);
  if ('problems' in judged) {
    for (const problem of judged.problems) io.err(printable(problem));
    io.out('Nothing is recorded anywhere: the policy is refused.');
    return EXIT.faults;
  }
  const report = await askPage(page, { words: FIELD_WORDS, rules: judged.rules });
  if (options['json'] === true)
    io.out(JSON.stringify({ ...report, ...(judged.isListed !== undefined && judged) }, null, 2));
  else printReport(report, judged.isListed, io);
  return 'refused' in report ? EXIT.faults : EXIT.ok;
}

interface Judged {
  readonly rules: PageRules;
  /** Whether the policy records the address at all; absent without a policy. */
  readonly isListed?: boolean;
}

async function readRules(options: OptionValues): Promise<Judged | { readonly problems: readonly string[] }> {
  const [file, url] = [textOption(options, 'policy'), textOption(options, 'url')];
  if (file === undefined) return { rules: NO_RULES };
  if (url === undefined || !/^https?:/.test(url) || !URL.canParse(url))
    throw new CliProblem(
      'test wants --url with the address of the page, as rules count by address.',
      'Write it like --url https://desk.example/ticket/7.',
    );
  const sealed = await readSealedPolicy(file);
  if (sealed.kind === 'refused') return { problems: sealed.problems };
  const parsed = parsePolicy(sealed.values);
  if (parsed.kind === 'problems') return { problems: parsed.problems.map(({ key, problem }) => `${key}: ${problem}`) };
  return { rules: rulesFor(parsed.policy, url, true), isListed: isListed(parsed.policy, url) };
}

function isListed({ sites, excludedSites }: Policy, url: string): boolean {
  return matchesAny(sites, url) && !matchesAny([...CORE_EXCLUSIONS, ...excludedSites], url);
}

function printReport(report: FieldReport, listed: boolean | undefined, io: Io): void {
  if (listed === false) io.out('The policy does not list this address, or it is excluded: nothing is recorded there.');
  if ('refused' in report) {
    io.out(`The browser refuses the selector ${printable(report.refused)}: nothing is recorded on this page.`);
    return;
  }
  const rows = report.fields.map(({ element, field, by }) => [element, field.class, field.mode, by.join(' | ') || '-']);
  for (const line of formatTable([['field', 'class', 'mode', 'rule'], ...rows], [])) io.out(line);
}
