import type { ResourceRecord } from '../../../src/codec/dns/record.ts';
import { Zone } from '../../../src/estate/dns/zone.ts';
import type { ZoneOptions } from '../../../src/estate/dns/zone.ts';

/** Records for tests, in the zone corp.example unless the owner ends with a dot. */
const full = (name: string): string => (name === '@' ? 'corp.example' : name.endsWith('.') ? name.slice(0, -1) : `${name}.corp.example`);

export const a = (owner: string, address = '127.0.0.1', ttl = 300): ResourceRecord => ({ type: 'A', owner: full(owner), ttl, address });
export const aaaa = (owner: string, address: string, ttl = 300): ResourceRecord => ({ type: 'AAAA', owner: full(owner), ttl, address });
export const cname = (owner: string, target: string, ttl = 300): ResourceRecord => ({ type: 'CNAME', owner: full(owner), ttl, target: full(target) });
export const ns = (owner: string, target: string, ttl = 300): ResourceRecord => ({ type: 'NS', owner: full(owner), ttl, target: full(target) });
export const txt = (owner: string, ...texts: string[]): ResourceRecord => ({ type: 'TXT', owner: full(owner), ttl: 300, texts });
export const srv = (owner: string, target: string, port = 1688, priority = 0, weight = 0, ttl = 300): ResourceRecord =>
  ({ type: 'SRV', owner: full(owner), ttl, priority, weight, port, target: target === '.' ? '.' : full(target) });

export const kmsName = '_vlmcs._tcp.corp.example';

export const corp = (records: readonly ResourceRecord[] = [], more: Partial<ZoneOptions> = {}): Zone => new Zone({ name: 'corp.example', records, ...more });

/** A zone with one KMS host. */
export const healthy = (more: Partial<ZoneOptions> = {}): Zone => corp([a('ns1'), a('kms1', '10.0.0.1'), srv('_vlmcs._tcp', 'kms1')], more);
