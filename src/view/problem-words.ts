// What is wrong with sending, as full sentences. Page.
import type { SendProblem } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';

const SENTENCES: Readonly<Record<SendProblem['kind'], MessageKey>> = {
  unreachable: 'problemUnreachable',
  answered: 'problemAnswered',
  foreign: 'problemForeign',
  refused: 'problemRefused',
  damaged: 'problemDamaged',
  copied: 'problemCopied',
  revoked: 'problemRevoked',
  enrolment: 'problemEnrolment',
  insecure: 'problemInsecure',
};

/** One part is left behind; the others are sent all the same. */
const PASSING: readonly SendProblem['kind'][] = ['refused', 'damaged', 'copied'];

export function problemText(problem: SendProblem, say: Say): string {
  const sentence = say(SENTENCES[problem.kind], 'status' in problem ? String(problem.status) : '');
  return PASSING.includes(problem.kind) ? sentence : say('uploadProblem', sentence);
}
