import { publishedKey } from '../../knowledge/setup-keys.ts';
import type { Code } from '../../model/evidence.ts';
import { officeProduct, windowsProduct } from './products.ts';
import type { ActivationTypeNumber, LicensingSettings, MachineState, Product } from './state.ts';
import { serviceOf } from './state.ts';
import { providerFault } from './wmi/views.ts';

/** How a change ended: done, or with a code (an HRESULT of licensing, a return value, an exit code) and what was said. */
export type ChangeEnd = { ok: boolean; code: number | null; said: string | null };

const done = (said: string | null = null): ChangeEnd => ({ ok: true, code: 0, said });
const failed = (code: number | null, said: string | null = null): ChangeEnd => ({ ok: false, code, said });

/** "The Software Licensing Service reported that the product SKU is not found." Source: slerror.h, Windows SDK. */
const noSuchProduct = 0xC004_F069;
/** The key is not valid. Source: slerror.h. */
const badKey = 0xC004_F050;
/** WBEM_E_INVALID_METHOD, WBEM_E_NOT_FOUND: wbemcli.h. */
const noMethod = 0x8004_102E;
const notFound = 0x8004_1002;

/** The settings that each method writes; null where there is no such method. */
function settingOf(method: string, value: string | number | boolean | null): Partial<LicensingSettings> | null {
  switch (method) {
    case 'SetKeyManagementServiceMachine': return { host: String(value) };
    case 'ClearKeyManagementServiceMachine': return { host: null };
    case 'SetKeyManagementServicePort': return { port: Number(value) };
    case 'ClearKeyManagementServicePort': return { port: null };
    case 'SetKeyManagementServiceLookupDomain': return { lookupDomain: String(value) };
    case 'ClearKeyManagementServiceLookupDomain': return { lookupDomain: null };
    case 'DisableKeyManagementServiceHostCaching': return { hostCaching: value !== true };
    case 'SetVLActivationTypeEnabled': return { activationType: Number(value) as ActivationTypeNumber };
    case 'ClearVLActivationTypeEnabled': return { activationType: 0 };
    default: return null;
  }
}

/** Calls a method of SoftwareLicensingService that changes the machine. Source: its class page, Microsoft. */
export function callLicensingService(machine: MachineState, method: string, value: string | number | boolean | null): ChangeEnd {
  const fault = providerFault(machine, 'sppsvc');
  if (fault !== null) return failed(Number(fault.code), fault.words);
  if (method === 'RefreshLicenseStatus') return done();
  if (method === 'InstallProductKey') return installKey(machine, String(value));
  const setting = settingOf(method, value);
  if (setting === null) return failed(noMethod, `there is no method ${method}`);
  Object.assign(machine.settings, setting);
  return done();
}

/** A published key of the machine's own edition and generation takes the place of the present one; any other is refused. Which of its codes Windows gives for a key of another edition: Microsoft, error 0xC004F069. */
function installKey(machine: MachineState, key: string): ChangeEnd {
  const known = publishedKey(key);
  if (known === null) return failed(badKey);
  if (known.kind === 'office') return installOfficeKey(machine, known.generation, known.last5);
  const row = windowsProduct(machine.system, machine.editionId, 'kms-client');
  if (row.last5 !== known.last5) return failed(noSuchProduct);
  const at = machine.products.findIndex((p) => p.application === 'windows' && p.last5 !== null && p.hostKey === null);
  // A key that is there already leaves the licence as it is.
  if (machine.products[at]?.activationId === row.activationId && machine.products[at]?.last5 === row.last5) return done();
  const same = machine.products.findIndex((p) => p.activationId === row.activationId);
  if (at !== -1) machine.products.splice(at, 1, row);
  else if (same !== -1) machine.products.splice(same, 1, row);
  else machine.products.push(row);
  return done();
}

/** An Office of the key's generation asks a KMS host from now on; that its former row goes is our choice. Without one the key fits nothing. */
function installOfficeKey(machine: MachineState, generation: string, last5: string): ChangeEnd {
  const at = machine.products.findIndex((p) => p.application === 'office' && p.generation.year === generation && p.hostKey === null && p.channel !== 'subscription');
  const year = officeGenerations.find((y) => y === generation);
  if (at === -1 || year === undefined) return failed(noSuchProduct);
  machine.products.splice(at, 1, officeProduct(year, 'kms-client', last5));
  return done();
}

const officeGenerations = ['2024', '2021', '2019', '2016', '2013'] as const;

/** Clears a setting of one product. */
export function callProduct(machine: MachineState, activationId: string, method: string): ChangeEnd {
  const fault = providerFault(machine, 'sppsvc');
  if (fault !== null) return failed(Number(fault.code), fault.words);
  const product = machine.products.find((p) => p.activationId.toLowerCase() === activationId.toLowerCase());
  if (product === undefined) return failed(notFound, 'there is no such instance');
  const cleared: Readonly<Record<string, Partial<Product>>> = { ClearKeyManagementServiceMachine: { configuredHost: null }, ClearKeyManagementServicePort: { configuredPort: null } };
  const change = cleared[method];
  if (change === undefined) return failed(noMethod, `there is no method ${method}`);
  Object.assign(product, change);
  return done();
}

/** Starts or stops a service. Return values: Win32_Service.StartService, Microsoft. */
export function switchService(machine: MachineState, name: string, to: 'Running' | 'Stopped'): ChangeEnd {
  const service = serviceOf(machine, name);
  if (service === undefined) return failed(notFound, 'there is no such instance');
  if (service.state === to) return done(to === 'Running' ? 'it was running already' : 'it was stopped already');
  if (to === 'Running' && service.startMode === 'Disabled') return failed(14);
  service.state = to;
  return done();
}

const startModes: Readonly<Record<string, 'Auto' | 'Manual' | 'Disabled'>> = { 'auto': 'Auto', 'delayed-auto': 'Auto', 'demand': 'Manual', 'disabled': 'Disabled' };

/** Codes of licence files that are missing or broken, which installing them anew repairs. Source: Microsoft, activation error codes. */
const fileCodes: readonly Code[] = ['0xC004F011', '0xC004F012', '0xC004F022'];

/** What the few programs do that remedies run; every other is none of this machine's. Exit codes: winerror.h, as the programs give them. */
export function runWindowsProgram(machine: MachineState, now: number, program: string, words: readonly string[]): ChangeEnd {
  switch (`${program} ${words[0] ?? ''}`) {
    case 'sc.exe config': {
      const service = serviceOf(machine, words[1] ?? '');
      const mode = startModes[words[3] ?? ''];
      if (service === undefined) return failed(1060, 'The service is not there.');
      if (mode === undefined) return failed(87, 'That is no start type.');
      service.startMode = mode;
      return done('Changed.');
    }
    case 'ipconfig.exe /flushdns': return done('The cache of answers was emptied.');
    case 'w32tm.exe /config': return done('The command was carried out.');
    case 'w32tm.exe /query': return done(`Source: ${machine.membership.domain ?? 'Local CMOS Clock'}`);
    case 'w32tm.exe /resync': {
      if (serviceOf(machine, 'w32time')?.state !== 'Running') return failed(0x8007_0426, 'The service has not been started.');
      machine.clock = { ...machine.clock, aheadMs: 0, since: now };
      return done('The command was carried out.');
    }
    case 'cscript.exe //nologo': {
      if (machine.licensingFault !== null && fileCodes.includes(machine.licensingFault)) machine.licensingFault = null;
      return done('The licence files were installed.');
    }
    case 'reg.exe query': return machine.settings.host === null ? failed(1, 'The value is not there.') : done(`KeyManagementServiceName    REG_SZ    ${machine.settings.host}`);
    case 'gpresult.exe /scope': return done(`COMPUTER SETTINGS of ${machine.name}: no policies are applied.`);
    default: return failed(null, `${program} is no program of this machine`);
  }
}
