import { publishedKeyByLast5 } from '../knowledge/setup-keys.ts';
import type { WayBack } from '../model/apply.ts';
import type { ActivationType, Evidence, LicensingProduct } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import type { RemedyAction } from '../model/remedy.ts';
import { lackOf } from './operands.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';

const back = (say: string, command: string | null = null): WayBack => ({ say, command });

/** What was seen before, and the hosts of which a check says that nobody should be sent to them (lower case). */
export type SeenBefore = { evidence: Evidence; refusedHosts: ReadonlySet<string> };

/** The way back of one action, made from what was seen before it; null where it needs none. Never from anything else. */
export function wayBackOf(action: RemedyAction, before: SeenBefore): WayBack | null {
  const { evidence } = before;
  const service = valueOf(evidence.service);
  switch (action.do) {
    case 'install-key': return action.application === 'office' ? back('Take the new key out of Office again, by its last five characters, in the folder of ospp.vbs:', `cscript //nologo ospp.vbs /unpkey:${action.key.slice(-5)}`) : formerKey(valueOf(evidence.licensingProducts));
    case 'set-kms-host':
    case 'clear-kms-host':
      if (service === null) return back('Which KMS host was set before was not seen, so no way back can be named.');
      return formerHost(service.keyManagementServiceMachine, service.keyManagementServicePort, action.do === 'clear-kms-host', '', before);
    case 'clear-product-host': {
      const row = valueOf(evidence.licensingProducts)?.find((p) => p.activationId?.toLowerCase() === action.activationId.toLowerCase())?.kmsClient;
      if (row === null || row === undefined) return back('Which KMS host was set for the product before was not seen, so no way back can be named.');
      return formerHost(row.configuredHost, row.configuredPort, true, ` ${action.activationId}`, before);
    }
    case 'set-lookup-domain':
    case 'clear-lookup-domain': return formerZone(service === null ? undefined : service.keyManagementServiceLookupDomain, action.do === 'clear-lookup-domain');
    case 'disable-host-caching': return service?.keyManagementServiceHostCaching === false ? null : back('Switch host caching on again:', `${slmgr} /skhc`);
    case 'enable-host-caching': return service?.keyManagementServiceHostCaching === false ? back('Switch host caching off again, as it was:', `${slmgr} /ckhc`) : null;
    case 'allow-every-activation-type': return formerType(valueOf(evidence.licensingProducts));
    case 'enable-service': return formerStart(action.service, evidence);
    case 'start-service':
    case 'restart-service': {
      const state = valueOf(evidence.services)?.find((s) => isNamed(s.name, action.service))?.state ?? null;
      return state === null || /^running$/i.test(state) ? null : back('Stop the service again; it did not run before:', `net stop ${action.service}`);
    }
    case 'take-time-from-domain': return back('From where the time was taken before stands in what w32tm /query /status printed; w32tm /config sets it again.');
    default: return null;
  }
}

const isNamed = (name: string, other: string): boolean => name.toLowerCase() === other.toLowerCase();

function formerKey(products: readonly LicensingProduct[] | null): WayBack {
  if (products === null) return back('Which key was installed before was not seen, so no way back can be named.');
  const last5 = products.find((p) => p.application === 'windows' && p.partialProductKey !== null)?.partialProductKey ?? null;
  if (last5 === null) return back('No key was installed before, so there is none to put back.');
  const known = publishedKeyByLast5(last5);
  if (known !== null) return back(`Put back the published key that was installed (${known.edition}):`, `${slmgr} /ipk ${known.key}`);
  return back(`Put back the key that ended in ${last5}, from your organisation’s records: nobody can read a whole key from a machine, and kmsdoctor has not.`, `${slmgr} /ipk YOUR-FORMER-KEY`);
}

function formerHost(host: string | null, port: number | null, cleared: boolean, scope: string, { refusedHosts }: SeenBefore): WayBack | null {
  if (host === null && port === null) return cleared ? null : back('Clear the host again; none was set before:', `${slmgr} /ckms${scope}`);
  if (host !== null && refusedHosts.has(host.toLowerCase())) return back('The host that was set before is one that nobody should use, so no command names it here.');
  if (lackOf({ do: 'set-kms-host', host: host ?? 'unset', port: String(port ?? 1688) }) !== null) return back('What was set before is no name of a host, so no command names it here.');
  return back('Put back the KMS host that was set:', `${slmgr} /skms ${host?.includes(':') === true ? `[${host}]` : host ?? ''}${port === null ? '' : `:${port}`}${scope}`);
}

function formerZone(zone: string | null | undefined, cleared: boolean): WayBack | null {
  if (zone === undefined) return back('Which lookup domain was set before was not seen, so no way back can be named.');
  if (zone === null) return cleared ? null : back('Clear the lookup domain again; none was set before:', `${slmgr} /ckms-domain`);
  if (lackOf({ do: 'set-lookup-domain', zone }) !== null) return back('What was set before is no DNS zone, so no command names it here.');
  return back('Put back the lookup domain that was set:', `${slmgr} /skms-domain ${zone}`);
}

/** VLActivationTypeEnabled as slmgr.vbs /act-type takes it (slmgr.vbs options, Microsoft). */
const typeNumbers: Readonly<Record<ActivationType, number>> = { all: 0, ad: 1, kms: 2, token: 3 };

function formerType(products: readonly LicensingProduct[] | null): WayBack | null {
  const type = products?.find((p) => p.application === 'windows' && p.activationType !== null)?.activationType ?? null;
  if (type === null) return back('Which activation type was set before was not seen, so no way back can be named.');
  return type === 'all' ? null : back('Limit activation again as it was:', `${slmgr} /act-type ${typeNumbers[type]}`);
}

/** Start types as sc.exe takes them (sc.exe config, Microsoft). */
const scModes = { auto: 'auto', manual: 'demand', disabled: 'disabled' } as const;

function formerStart(service: string, evidence: Evidence): WayBack | null {
  const mode = valueOf(evidence.services)?.find((s) => isNamed(s.name, service))?.startMode ?? null;
  if (mode === null) return back(`How ${service} was to start before was not seen, so no way back can be named.`);
  return back('Give the service back the start type that it had:', `sc.exe config ${service} start= ${scModes[mode]}`);
}

/** The ways back of all that was begun, the last action's first, each once; one sentence where nothing needs undoing. */
export function waysBack(actions: readonly RemedyAction[], before: SeenBefore, noWayBack: string | undefined): WayBack[] {
  if (actions.every((a) => a.do === 'look')) return [];
  if (noWayBack !== undefined) return [back(noWayBack)];
  const found = new Map<string, WayBack>();
  for (const action of actions.toReversed()) {
    const way = wayBackOf(action, before);
    if (way !== null && !found.has(`${way.say} ${way.command}`)) found.set(`${way.say} ${way.command}`, way);
  }
  return found.size === 0 ? [back('Nothing of this needs undoing.')] : [...found.values()];
}
