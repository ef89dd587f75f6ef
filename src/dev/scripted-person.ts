// A minute of believable work on the sample desk, with trusted input, the same again for the same seed. Node only.
import type { BrowserContext, Page } from '@playwright/test';
import { findTicket } from './desk-story/find-ticket.ts';
import { readReport } from './desk-story/read-report.ts';
import { signIn } from './desk-story/sign-in.ts';
import { sortBoard } from './desk-story/sort-board.ts';
import { workTicket } from './desk-story/work-ticket.ts';
import type { DriverLog } from './driver-log.ts';
import type { Script } from './person.ts';
import { sitDown } from './person.ts';

/**
 * Plays the whole story in `page`, by mouse and keyboard only, and answers with what was done: one entry for each event that a
 * recorder should have. The same seed gives the same actions, texts and pointer paths. Throws when the desk is not as expected.
 * Wants a viewport of at least 1000 by 600 and a US keyboard.
 */
export async function playScriptedPerson(context: BrowserContext, page: Page, script: Script): Promise<DriverLog> {
  const person = sitDown(page, script);
  await findTicket(person);
  await workTicket(person);
  await sortBoard(person);
  await signIn(person);
  await readReport(person, context);
  return person.log;
}
