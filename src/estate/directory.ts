import type { Code } from '../model/evidence.ts';
import type { Product } from './machine/state.ts';

/** An activation object in Active Directory, made from a host key group. Source: Microsoft, Active Directory-based activation. */
export type ActivationObject = { name: string; covers: { kind: 'client' | 'server' | 'office'; year: string }[] };

/** A domain with its directory; no KMS is needed where a fitting activation object stands in it. */
export type Directory = {
  domain: string;
  objects: ActivationObject[];
  /** Set: what a client meets instead of an answer. */
  failure: Code | null;
};

export type DirectoryAnswer = { ok: true; name: string; dn: string } | { ok: false; event: 8213 | 8214; code: Code };

/** SL_E_VL_… is not documented for a missing object; LDAP's "no such object" is what Windows reports in event 8213. */
const noSuchObject: Code = '0x80072030';

/** What a domain member is told when it looks for an activation object that fits a product. */
export function askDirectory(directory: Directory, { generation }: Pick<Product, 'generation'>): DirectoryAnswer {
  if (directory.failure !== null) return { ok: false, event: 8213, code: directory.failure };
  const fitting = directory.objects.find(({ covers }) => covers.some((c) => c.kind === generation.kind && c.year === generation.year));
  if (fitting === undefined) return { ok: false, event: 8213, code: noSuchObject };
  const dn = `CN=${fitting.name},CN=Activation Objects,CN=Microsoft SPP,CN=Services,CN=Configuration,${directory.domain.split('.').map((part) => `DC=${part}`).join(',')}`;
  return { ok: true, name: fitting.name, dn };
}
