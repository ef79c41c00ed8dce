import { emptyKmsEvent, type Case, type KmsEventFacts, type WindowsEvent } from '../../src/model/evidence.ts';
import { ago, caseOf, event, evidence, ids, relatedHost, type Changes } from '../evidence-builder.ts';

/** A made-up client number: `ws-0007.contoso.test` and a CMID of its own. */
export const clientNumber = (n: number): { clientName: string; cmid: string } =>
  ({ clientName: `ws-${String(n).padStart(4, '0')}.contoso.test`, cmid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` });

/** The subject of the healthy evidence, as a host logs it. */
export const subjectClient = { clientName: 'ws-0142.contoso.test', cmid: ids.cmid };

/** Event 12290 of kms1.contoso.test: by default the subject's request of two days ago, served. */
export const logged = (but: Partial<KmsEventFacts> & { time?: string } = {}): WindowsEvent => {
  const { time = ago({ days: 2 }), resultCode = '0x00000000', ...kms } = but;
  return event(12290, {
    computer: 'kms1.contoso.test', log: 'Key Management Service', time, code: resultCode === '0x00000000' ? null : resultCode,
    kms: { ...emptyKmsEvent('host-request'), resultCode, ...subjectClient, requestTime: time, activationId: ids.windows, requiredCount: 25, ...kms },
  });
};

/** The healthy client, or a changed one, with its KMS host beside it. */
export const withHost = (host: Changes, client: Changes = {}): Case => caseOf(evidence(client), { related: [relatedHost(host)] });
