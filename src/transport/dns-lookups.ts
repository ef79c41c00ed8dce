import { addressesOf, sortedSrvAnswers } from '../codec/dns/aliases.ts';
import { resolverText } from '../codec/dns/resolver-text.ts';
import type { AddressLookup, SrvLookup } from '../model/evidence.ts';
import type { Limits, Resolver, Unplaced } from '../model/network.ts';
import { within } from './deadline.ts';
import { lookUp } from './dns-client.ts';
import type { Lookup } from './dns-client.ts';

/** SRV records of one name at one resolver; the whole lookup, retries and aliases included, within `timeoutMs`. */
export function lookupSrv(name: string, resolver: Resolver, limits: Limits): Promise<Unplaced<SrvLookup>> {
  return within(limits, async (deadline) => {
    const { outcome, rcode, records, truncatedThenTcp } = await lookUp(name, 'SRV', resolver, deadline);
    return { name, resolver: resolverText(resolver), rcode, outcome, answers: sortedSrvAnswers(records), truncatedThenTcp };
  });
}

/** The names of a zone's own servers at one resolver, sorted; none where it was not answered, or the name is that of no zone. */
export function lookupNameServers(zone: string, resolver: Resolver, limits: Limits): Promise<string[]> {
  return within(limits, async (deadline) => {
    const { records } = await lookUp(zone, 'NS', resolver, deadline);
    return [...new Set(records.flatMap((record) => (record.type === 'NS' ? [record.target.toLowerCase()] : [])))].toSorted();
  });
}

/** The half that says more about the name: one with records, else one that denies the name, else the one without an answer. */
function decisive(a: Lookup, aaaa: Lookup): Lookup {
  const halves = [a, aaaa];
  const answered = halves.filter(({ outcome }) => outcome === 'answered');
  return answered.find(({ records }) => records.length > 0)
    ?? answered.find(({ rcode }) => rcode === 'NXDOMAIN')
    ?? halves.find(({ outcome }) => outcome !== 'answered')
    ?? answered.find(({ rcode }) => rcode === 'NOERROR')
    ?? a;
}

/**
 * Both families of addresses of one name, asked at the same time. Where only one half was answered, it stands for the
 * name if it has addresses or denies the name; else the lookup is as unanswered as its other half.
 */
export function lookupAddresses(name: string, resolver: Resolver, limits: Limits): Promise<Unplaced<AddressLookup>> {
  return within(limits, async (deadline) => {
    const [v4, v6] = await Promise.all([lookUp(name, 'A', resolver, deadline), lookUp(name, 'AAAA', resolver, deadline)]);
    const { outcome, rcode } = decisive(v4, v6);
    return {
      name,
      resolver: resolverText(resolver),
      rcode,
      outcome,
      a: addressesOf(v4.records),
      aaaa: addressesOf(v6.records),
      cnames: [...new Set([...v4.aliases, ...v6.aliases])],
    };
  });
}
