import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { RpcAssociation } from '../../../src/estate/host/rpc/association.ts';
import { AssociationGroups } from '../../../src/estate/host/rpc/association-groups.ts';
import type { Pdu } from './wire.ts';
import { kind, nakReasonOf, pdus, results, status, syntax } from './wire.ts';

/**
 * What Samba's endpoint mapper answered to 23 cases is the referee: the same octets, its interface exchanged for the KMS
 * interface and the KMS interface for one that is not served, are answered alike here.
 */
const file = new URL('../../../../shared/lab/fixtures/dcerpc-samba-4.17-epmapper.json', import.meta.url);

type Recorded = { name: string; exchanges: { sent: string; recv: string }[] };

const recorded: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).cases : [];

const orders = (little: Buffer): string[] => {
  const uuid = little.subarray(0, 16);
  const big = Buffer.concat([Buffer.from(uuid.subarray(0, 4)).reverse(), Buffer.from(uuid.subarray(4, 6)).reverse(), Buffer.from(uuid.subarray(6, 8)).reverse(), uuid.subarray(8)]);
  return [uuid.toString('hex'), big.toString('hex')];
};

const versions: Readonly<Record<string, string>> = { '01000000': '03000000', '03000000': '01000000', '00000001': '00000003', '00000003': '00000001' };

/** Exchanges the two interfaces, and their versions: Samba's is 3.0. */
function exchanged(hex: string): Buffer {
  const [kms = [], other = []] = [orders(syntax.kms), orders(syntax.other)];
  const pairs = new Map([0, 1].flatMap((n): [string, string][] => [[kms[n] ?? '', other[n] ?? ''], [other[n] ?? '', kms[n] ?? '']]));
  return Buffer.from(hex.replaceAll(new RegExp(`(${[...pairs.keys()].join('|')})([0-9a-f]{8})`, 'g'), (_, uuid: string, was: string) => `${pairs.get(uuid) ?? ''}${versions[was] ?? was}`), 'hex');
}

/** All that matters of an answer; association group and port are each server's own, an allocation hint is only a hint. */
function told(answer: Pdu): unknown {
  const { type, flags, callId } = answer;
  const head = { type, flags, callId };
  switch (type) {
    case kind.bindAck:
      return { ...head, sizes: answer.body.subarray(0, 4).toString('hex'), results: results(answer), rest: answer.body.subarray(-24 * results(answer).length).toString('hex') };
    case kind.alterContextResponse:
      return { ...head, results: results(answer), length: answer.length };
    case kind.bindNak:
      return { ...head, reason: nakReasonOf(answer), rest: answer.body.subarray(2).toString('hex') };
    default:
      return { ...head, status: status(answer), length: answer.length };
  }
}

describe.skipIf(recorded.length === 0)('what Samba answered, the reference host answers', () => {
  test('to 23 cases', () => {
    expect(recorded).toHaveLength(23);
  });

  test.each(recorded.map((c) => [c.name, c.exchanges] as const))('%s', (_, exchanges) => {
    const one = new RpcAssociation({ groups: new AssociationGroups(), secondaryAddress: '135', log: () => {}, operation: () => ({ ok: false, status: 0x1c01_0002 }) });
    for (const { sent, recv } of exchanges) {
      const { send } = one.feed(exchanged(sent));
      expect(pdus(Buffer.concat(send)).map(told)).toEqual(pdus(Buffer.from(recv, 'hex')).map(told));
    }
  });
});
