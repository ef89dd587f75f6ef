import { writeFileSync } from 'node:fs';
import { endAll } from '../../src/dev/child-process.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import { expectedOf, factsOf, namesOf, recallOf } from '../spine/expected.ts';
import { Rig } from './rig.ts';

const rig = await Rig.open();
try {
  const log = await playScriptedPerson(rig.context, rig.page, { origin: rig.site, seed: 3, pace: 'brisk' });
  await rig.page.waitForTimeout(500);
  const sessions = await rig.finish();
  writeFileSync('/tmp/session.jsonl', sessions.map((s) => s.text).join(''));
  writeFileSync('/tmp/log.json', JSON.stringify(log, null, 1));
  const recall = recallOf(
    expectedOf(log),
    sessions.flatMap((s) => s.records),
  );
  console.log(
    'expected',
    recall.expected,
    'missed',
    recall.missed.length,
    'extra',
    recall.extra.length,
    'sessions',
    sessions.length,
  );
  for (const m of recall.missed) console.log('MISSED', JSON.stringify(m));
  for (const e of recall.extra)
    console.log('EXTRA', e.kind, e['seq'], e['t'], factsOf(e), namesOf(e).join(','), JSON.stringify(e).slice(0, 260));
  console.log(rig.consoleLines);
} finally {
  await rig.close();
  await endAll();
}
