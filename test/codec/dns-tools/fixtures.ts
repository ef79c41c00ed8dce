import type { Fragment, TextFormat } from '../../../src/codec/text-format.ts';
import type { AddressLookup, SrvAnswer, SrvLookup } from '../../../src/model/evidence.ts';

export const name = '_vlmcs._tcp.contoso.test';

export const srvAnswer = (target: string, but: Partial<SrvAnswer> = {}): SrvAnswer => ({ priority: 0, weight: 0, port: 1688, target, ttl: null, ...but });

export const srv = (but: Partial<SrvLookup> = {}): SrvLookup =>
  ({ name, resolver: '10.0.0.5', vantage: 'client', rcode: 'NOERROR', outcome: 'answered', answers: [], truncatedThenTcp: false, ...but });

export const address = (but: Partial<AddressLookup> = {}): AddressLookup =>
  ({ name: 'kms1.contoso.test', resolver: '10.0.0.5', vantage: 'client', rcode: 'NOERROR', outcome: 'answered', a: [], aaaa: [], cnames: [], ...but });

/** Reads a text as the segmenter does: from the first start on. One fragment, or null. */
export function readWith(format: TextFormat, text: string): Fragment | null {
  const lines = text.split(/\r\n|\n|\r/);
  const from = lines.findIndex((_, i) => format.startsAt(lines, i));
  return from === -1 ? null : (format.read(lines, from, lines.length)[0] ?? null);
}
