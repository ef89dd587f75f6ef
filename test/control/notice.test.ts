// The notice: it opens once for each version, nothing is recorded before it was read where policy says so, and each decision has a receipt.
import { expect, test } from 'vitest';
import { answerGate } from '../../src/control/gate.ts';
import { noticeToShow } from '../../src/control/notice-api.ts';
import { writeReceipt } from '../../src/control/receipt.ts';
import { policyWith, ruled, SITE, studying } from './facts.ts';

const NOW = Date.UTC(2026, 10, 20, 10);

test('a notice opens once for each version; one without a version, and no policy at all, open none', () => {
  const facts = ruled();
  expect(noticeToShow(facts)).toBe('n1');
  expect(noticeToShow({ ...facts, control: { ...facts.control, noticeShown: 'n1' } })).toBeUndefined();
  expect(noticeToShow({ ...facts, control: { ...facts.control, noticeShown: 'n0' } })).toBe('n1');
  expect(noticeToShow(ruled({ noticeVersion: '' }))).toBeUndefined();
  expect(noticeToShow({ ...facts, policy: { kind: 'awaited' } })).toBeUndefined();
  const study = studying([]);
  expect(noticeToShow(study)).toBe('');
  expect(noticeToShow({ ...study, control: { ...study.control, noticeShown: '' } })).toBeUndefined();
});

test('nothing from before the acknowledgement is recorded, also when it arrives after', () => {
  const facts = ruled({ requireAcknowledgement: true });
  const read = { ...facts, control: { ...facts.control, acknowledged: 'n1', acknowledgedAt: NOW } };
  const gateAt = (at: number) => answerGate(read, { url: SITE, topUrl: SITE, at }).state;
  expect([gateAt(NOW - 1), gateAt(NOW)]).toEqual(['acknowledge', 'capturing']);
  expect(answerGate(facts, { url: SITE, topUrl: SITE, at: NOW }).state).toBe('acknowledge');
});

test('a receipt has the fields of TS 27560, each with its term in the context, and no participant', () => {
  const receipt = writeReceipt(
    'acknowledgement',
    {
      id: 'r1',
      at: NOW,
      principal: 'p1',
      policy: policyWith({ orgName: 'Desk', contactEmail: 'a@b.example' }),
      language: 'en',
    },
    { notice_version: 'n1' },
  );
  const { '@context': context, ...fields } = receipt.document as Record<string, Record<string, string>>;
  expect(Object.keys(fields)).toEqual(
    expect.arrayContaining([
      'record_id',
      'schema_version',
      'pii_principal_id',
      'pii_controllers',
      'privacy_notice',
      'events',
    ]),
  );
  expect(fields['events']).toMatchObject([{ event_time: '2026-11-20T10:00:00.000Z', notice_version: 'n1' }]);
  const names = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [...(Array.isArray(value) ? [] : [key]), ...names(inner)])
      : [];
  const bare = names(fields).filter((name) => !name.includes(':') && !name.startsWith('@'));
  for (const name of bare.filter((name) => name !== 'notice_version')) expect(context).toHaveProperty(name);
});
