import { startModes } from '../../model/remedy.ts';
import type { RemedyAction } from '../../model/remedy.ts';
import { quoted } from './literals.ts';
import ask from './parts/ask.ps1';
import json from './parts/json.ps1';
import perform from './parts/perform.ps1';
import settings from './parts/settings.ps1';
import values from './parts/values.ps1';
import { forStandardInput, sayPiece } from './standard-input.ts';

/** ApplicationID of Windows and of Office in the licensing classes. Source: slmgr.vbs and ospp.vbs, Microsoft. */
const applications = { windows: '55c92734-d682-4d71-983e-d6ec3f16059f', office: '0ff1ce15-a989-479d-af46-f275c6370663' } as const;

const platform = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform';

const list = (items: readonly string[]): string => `@(${items.join(', ')})`;
const licensing = (method: string, names: readonly string[] = [], literals: readonly string[] = []): string => `Invoke-Licensing ${quoted(method)} ${list(names.map(quoted))} ${list(literals)}`;
const program = (name: string, ...words: string[]): string => `Invoke-Program ${quoted(name)} ${list(words.map(quoted))}`;

/** A port that was checked before (`lackOf`); anything else would be a mistake of ours, and must not get into a script. */
function portLiteral(port: string): string {
  if (!/^[1-9]\d{0,4}$/.test(port)) throw new Error('a port is a number');
  return `[uint32]${port}`;
}

function linesOf(action: RemedyAction): string[] {
  switch (action.do) {
    case 'look': return [];
    case 'install-key': return [licensing('InstallProductKey', ['ProductKey'], [quoted(action.key)]), licensing('RefreshLicenseStatus')];
    case 'activate': return [`Invoke-Activation ${quoted(applications[action.application])}`];
    case 'set-kms-host': return [licensing('SetKeyManagementServiceMachine', ['MachineName'], [quoted(action.host)]), licensing('SetKeyManagementServicePort', ['PortNumber'], [portLiteral(action.port)])];
    case 'clear-kms-host': return [licensing('ClearKeyManagementServiceMachine'), licensing('ClearKeyManagementServicePort')];
    case 'clear-product-host': return ['ClearKeyManagementServiceMachine', 'ClearKeyManagementServicePort'].map((method) => `Invoke-Product ${quoted(action.activationId)} ${quoted(method)}`);
    case 'set-lookup-domain': return [licensing('SetKeyManagementServiceLookupDomain', ['LookupDomain'], [quoted(action.zone)])];
    case 'clear-lookup-domain': return [licensing('ClearKeyManagementServiceLookupDomain')];
    case 'disable-host-caching': return [licensing('DisableKeyManagementServiceHostCaching', ['DisableCaching'], ['$true'])];
    case 'enable-host-caching': return [licensing('DisableKeyManagementServiceHostCaching', ['DisableCaching'], ['$false'])];
    case 'allow-every-activation-type': return [licensing('ClearVLActivationTypeEnabled')];
    case 'enable-service': return [program('sc.exe', 'config', action.service, 'start=', startModes[action.service])];
    case 'start-service': return [`Start-NamedService ${quoted(action.service)}`];
    case 'restart-service': return [`Stop-NamedService ${quoted(action.service)}`, `Start-NamedService ${quoted(action.service)}`];
    case 'flush-dns': return [program('ipconfig.exe', '/flushdns')];
    case 'reinstall-licence-files': return [`Invoke-Program 'cscript.exe' @('//nologo', ($env:SystemRoot + '\\System32\\slmgr.vbs'), '/rilc')`];
    case 'take-time-from-domain': return [program('w32tm.exe', '/config', '/syncfromflags:domhier', '/update')];
    case 'set-clock-now': return [program('w32tm.exe', '/resync', '/rediscover')];
    case 'show-time-source': return [program('w32tm.exe', '/query', '/status')];
    case 'show-host-setting': return [program('reg.exe', 'query', platform, '/v', 'KeyManagementServiceName')];
    case 'show-policies': return [program('gpresult.exe', '/scope', 'computer', '/r')];
  }
}

/**
 * One action of a remedy for `powershell -Command -`. It prints a piece for each call as that ends (`readPerformed`). Every
 * value stands in it as a quoted literal of plain ASCII; one that is no plain ASCII throws, and so reaches no machine.
 */
export const performScript = (action: RemedyAction): string => forStandardInput([
  settings, json, values, ask,
  perform.replace('__CALL__', () => sayPiece("'call'", '@{ name = $name; ok = $ok; code = $code; said = $said }'))
    .replace('__TRIES__', () => sayPiece("'try'", '@{ id = [string]$row.ID; name = [string]$row.Name }'))
    .replace('__DO__', () => linesOf(action).join('\n')),
  sayPiece("'done'", "@{ role = 'perform' }"),
]);
