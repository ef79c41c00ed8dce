import type { Sign } from '../model/cause.ts';
import type { Check, FindingSpec, Need } from '../model/check.ts';
import { lookOrder, looks } from './looks.ts';

/** Signs that another look shows than the one that their check needs first. */
const shownBy: Readonly<Record<Sign, Need>> = {
  CONFIGURED_HOST_DEAD: 'tcp', CONFIGURED_HOST_UNRESOLVABLE: 'addresses', CONFIGURED_HOST_CAME_BACK: 'events', DNS_OFFERS_OTHER_HOST: 'dnsSrv',
  CLIENT_HOST_SET_BY_HAND: 'licensingProducts', RENEWAL_FAILING: 'events', RULES_ENGINE_DENIED: 'events', ADBA_FAILED: 'events', ADBA_DIRECTORY_UNREACHED: 'events',
  HOST_DUPLICATE_CMIDS: 'host.events', COUNT_SPLIT_OVER_HOSTS: 'host.licensingProducts', CLIENT_DOMAIN_JOINED: 'machine', HOST_PUBLISH_FAILED: 'host.events', HOST_CANNOT_REFRESH_RECORD: 'host.events',
  HOST_PUBLISHED: 'host.events', HOST_SETTING_DIFFERS_BY_SCOPE: 'licensingProducts', AZURE_NO_WAY_OUT: 'wayToMicrosoft', AZURE_WAY_OUT_OPEN: 'wayToMicrosoft',
  KB971033_INSTALLED: 'windowsState', KB971033_NOT_INSTALLED: 'windowsState', REMOTE_CALL_REFUSED: 'licensingProducts', ATTEMPT_MADE_REMOTELY: 'licensingProducts',
};

const effortOf = (need: Need): number => looks[need]?.effort ?? 0;
const dearest = (needs: readonly Need[]): Need | undefined => needs.toSorted((a, b) => effortOf(b) - effortOf(a) || lookOrder.indexOf(b) - lookOrder.indexOf(a))[0];

/** The look that completes what this check asks for: the dearest that it needs, else the first that it would like. */
export const lookOfCheck = (check: Check): Need => dearest(check.needs) ?? check.wants?.[0] ?? 'licensingProducts';

/** What is known about a sign that a person can see. */
export type SignPlace = { need: Need; check: Check | null; finding: FindingSpec | null };

const isCode = (sign: Sign): boolean => /^0x[0-9A-F]{8}$/.test(sign);

/** Where each sign is seen: tags by their check, codes in the client’s log; null for what is no finding (`passed:…`). */
export function placesOfSigns(checks: readonly Check[]): (sign: Sign) => SignPlace | null {
  const tags = new Map<Sign, SignPlace>();
  for (const check of checks) {
    for (const [tag, finding] of Object.entries(check.findings)) tags.set(tag, { need: shownBy[tag] ?? lookOfCheck(check), check, finding });
  }
  return (sign) => (isCode(sign) ? { need: 'events', check: null, finding: null } : tags.get(sign) ?? null);
}
