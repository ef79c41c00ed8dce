import { isSetupKey, publishedKey } from '../knowledge/setup-keys.ts';
import type { RemedyAction } from '../model/remedy.ts';

/** A host name of DNS, or an IPv4 or IPv6 address: nothing that a command could read as an option, a pattern or a second word. */
const hostShape = /^(?!-)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})$/;
const zoneShape = /^(?!-)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)+$/;
const guidShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const longestName = 253;

const isPort = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
const isHost = (text: string): boolean => text.length <= longestName && hostShape.test(text);
const isZone = (text: string): boolean => text.length <= longestName && zoneShape.test(text);

/** A GVLK that Microsoft prints today: no AVMA key, none that was withdrawn, none of anybody's own. */
function isRecommendedKey(text: string): boolean {
  const known = isSetupKey(text) ? publishedKey(text) : null;
  return known !== null && known.use === 'kms-client' && !known.withdrawn;
}

/** What an action lacks before it may be asked of a machine: the name of the value in words; null where it lacks nothing. */
export function lackOf(action: RemedyAction): string | null {
  switch (action.do) {
    case 'install-key': return isRecommendedKey(action.key) ? null : 'a setup key that Microsoft publishes for what is installed';
    case 'set-kms-host': return isHost(action.host) && !isFieldWord(action.host) ? (isPort(action.port) ? null : 'the port of the KMS host') : 'the name of the organisation’s KMS host';
    case 'set-lookup-domain': return isZone(action.zone) ? null : 'the DNS zone that holds the KMS record';
    case 'clear-product-host': return guidShape.test(action.activationId) ? null : 'the activation ID of the product';
    default: return null;
  }
}

/** Upper-case words stand for fields that no evidence filled (`fieldWord`). */
const isFieldWord = (text: string): boolean => text === 'HOST';
