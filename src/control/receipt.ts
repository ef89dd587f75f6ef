// Writes receipts: ISO/IEC TS 27560 fields as JSON-LD, whose context gives each its term of the Data Privacy Vocabulary. Pure. Worker.
// https://w3id.org/dpv/guides/consent-27560
import type { Policy } from '../model/policy.ts';
import type { Receipt, ReceiptKind } from '../model/receipt.ts';

export interface ReceiptFacts {
  readonly id: string;
  readonly at: number;
  /** Random, of this install alone; never a name, and never the participant of session files. */
  readonly principal: string;
  readonly policy: Policy | undefined;
  /** Language in which the notice was shown. */
  readonly language: string;
}

/** The names of TS 27560 beside the terms of DPV that mean the same. */
const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  schema: 'https://schema.org/',
  record_id: 'dct:identifier',
  schema_version: 'dct:conformsTo',
  pii_principal_id: 'dpv:hasDataSubject',
  pii_controllers: 'dpv:hasDataController',
  pii_processing: 'dpv:hasProcess',
  privacy_notice: 'dpv:hasNotice',
  purposes: 'dpv:hasPurpose',
  pii_information: 'dpv:hasPersonalData',
  processing_methods: 'dpv:hasProcessing',
  storage: 'dpv:hasStorageCondition',
  retention_period: 'dpv:hasDuration',
  recipients: 'dpv:hasRecipient',
  rights: 'dpv:hasRight',
  jurisdiction: 'dpv:hasJurisdiction',
  events: 'dpv:hasActivityStatus',
  event_time: 'dpv:isIndicatedAtTime',
  event_type: 'dpv:hasStatus',
  event_method: 'dpv:hasIndicationMethod',
  entity_id: 'dpv:isIndicatedBy',
} as const;

const TYPES: Readonly<Record<ReceiptKind, string>> = {
  acknowledgement: 'dpv:DataProcessingRecord',
  exemption: 'dpv:RightExerciseRecord',
  withdrawal: 'dpv:RightExerciseRecord',
};

/** `details` are the facts of this decision, as they stand in the receipt's event. */
export function writeReceipt(
  kind: ReceiptKind,
  facts: ReceiptFacts,
  details: Readonly<Record<string, unknown>>,
): Receipt {
  const { id, at, principal, policy, language } = facts;
  const document = {
    '@context': CONTEXT,
    '@id': `urn:uuid:${id}`,
    '@type': TYPES[kind],
    record_id: id,
    schema_version: 'https://w3id.org/dpv/schema/dpv-27560#receipt',
    pii_principal_id: principal,
    ...(policy !== undefined && describePolicy(policy, language)),
    // An acknowledgement says that the notice was read, and nothing else: it is no consent.
    events: [
      {
        event_time: new Date(at).toISOString(),
        event_type: EVENT_TYPES[kind],
        event_method: 'pressed in the extension',
        entity_id: principal,
        ...details,
      },
    ],
  };
  return { id, at, kind, document };
}

const EVENT_TYPES: Readonly<Record<ReceiptKind, string>> = {
  acknowledgement: 'notice acknowledged',
  exemption: 'exemption requested',
  withdrawal: 'recordings withdrawn',
};

function describePolicy(policy: Policy, language: string): Readonly<Record<string, unknown>> {
  return {
    pii_controllers: [
      {
        '@type': 'dpv:DataController',
        'schema:name': policy.orgName,
        ...(policy.contactEmail !== '' && { 'schema:email': policy.contactEmail }),
      },
    ],
    jurisdiction: policy.region,
    privacy_notice: {
      '@type': 'dpv:PrivacyNotice',
      'dct:hasVersion': policy.noticeVersion,
      'dct:language': language,
      ...(policy.noticeUrl !== '' && { 'schema:url': policy.noticeUrl }),
      'schema:isBasedOn': policy.policyRevision,
    },
    pii_processing: {
      purposes: [policy.purpose],
      pii_information: ['interaction with web pages, redacted on the device'],
      processing_methods: ['dpv:Collect', 'dpv:Pseudonymise', 'dpv:Store', 'dpv:Transmit'],
      recipients: policy.collectorUrl === '' ? [] : [policy.collectorUrl],
      storage: { '@type': 'dpv:StorageDuration', retention_period: `P${policy.retentionDays}D on the device` },
      rights: ['eu-gdpr:A13', 'eu-gdpr:A15', 'eu-gdpr:A17', 'eu-gdpr:A20', 'eu-gdpr:A21'],
    },
  };
}
