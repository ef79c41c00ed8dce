import { startModes } from '../model/remedy.ts';
import type { RemedyAction } from '../model/remedy.ts';

const service = 'SoftwareLicensingService';
const product = 'SoftwareLicensingProduct';

/**
 * What is called for an action, for people, in order: a method of WMI where the familiar command is a script around one,
 * else the program itself. Source: the class pages of SoftwareLicensingService, SoftwareLicensingProduct and Win32_Service,
 * Microsoft; that slmgr.vbs calls these methods, its own text.
 */
export function callsBehind(action: RemedyAction): readonly string[] {
  switch (action.do) {
    case 'look': return [];
    case 'install-key': return [`${service}.InstallProductKey`, `${service}.RefreshLicenseStatus`];
    case 'activate': return [`${product}.Activate`, `${service}.RefreshLicenseStatus`];
    case 'set-kms-host': return [`${service}.SetKeyManagementServiceMachine`, `${service}.SetKeyManagementServicePort`];
    case 'clear-kms-host': return [`${service}.ClearKeyManagementServiceMachine`, `${service}.ClearKeyManagementServicePort`];
    case 'clear-product-host': return [`${product}.ClearKeyManagementServiceMachine`, `${product}.ClearKeyManagementServicePort`];
    case 'set-lookup-domain': return [`${service}.SetKeyManagementServiceLookupDomain`];
    case 'clear-lookup-domain': return [`${service}.ClearKeyManagementServiceLookupDomain`];
    case 'disable-host-caching':
    case 'enable-host-caching': return [`${service}.DisableKeyManagementServiceHostCaching`];
    case 'allow-every-activation-type': return [`${service}.ClearVLActivationTypeEnabled`];
    case 'enable-service': return [`sc.exe config ${action.service} start= ${startModes[action.service]}`];
    case 'start-service': return ['Win32_Service.StartService'];
    case 'restart-service': return ['Win32_Service.StopService', 'Win32_Service.StartService'];
    case 'flush-dns': return ['ipconfig.exe /flushdns'];
    case 'reinstall-licence-files': return ['cscript.exe //nologo slmgr.vbs /rilc'];
    case 'take-time-from-domain': return ['w32tm.exe /config /syncfromflags:domhier /update'];
    case 'set-clock-now': return ['w32tm.exe /resync /rediscover'];
    case 'show-time-source': return ['w32tm.exe /query /status'];
    case 'show-host-setting': return ['reg.exe query'];
    case 'show-policies': return ['gpresult.exe /scope computer /r'];
  }
}
