import { callLicensingService, runWindowsProgram, switchService } from '../../../src/estate/machine/change-machine.ts';
import type { MachineState } from '../../../src/estate/machine/state.ts';

/** What a person types into the command prompt of a reference machine: the commands that ways back name, by what Microsoft says of each. Throws for every other. */
export function typeCommand(machine: MachineState, command: string): void {
  const slmgr = /^cscript \/\/nologo %windir%\\system32\\slmgr\.vbs (\/\S+)(?: (\S+))?(?: ([0-9a-f-]{36}))?$/.exec(command);
  const call = (method: string, value: string | number | boolean | null = null): void => void callLicensingService(machine, method, value);
  if (slmgr === null) {
    const [program = '', ...words] = command.split(' ');
    if (program === 'net') switchService(machine, words[1] ?? '', words[0] === 'stop' ? 'Stopped' : 'Running');
    else if (program === 'sc.exe') runWindowsProgram(machine, 0, program, words);
    else throw new Error(`nobody types ${command}`);
    return;
  }
  const [, option, value = '', activationId] = slmgr;
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]*))(?::(\d+))?$/.exec(value) ?? [];
  const host = bracketed ?? plain ?? '';
  const product = machine.products.find((p) => p.activationId === activationId);
  switch (option) {
    case '/skms':
      if (product !== undefined) Object.assign(product, { configuredHost: host, configuredPort: port === undefined ? null : Number(port) });
      else {
        if (host !== '') call('SetKeyManagementServiceMachine', host);
        if (port === undefined) call('ClearKeyManagementServicePort');
        else call('SetKeyManagementServicePort', Number(port));
      }
      break;
    case '/ckms':
      call('ClearKeyManagementServiceMachine');
      call('ClearKeyManagementServicePort');
      break;
    case '/skms-domain': call('SetKeyManagementServiceLookupDomain', value); break;
    case '/ckms-domain': call('ClearKeyManagementServiceLookupDomain'); break;
    case '/skhc': call('DisableKeyManagementServiceHostCaching', false); break;
    case '/act-type': call('SetVLActivationTypeEnabled', Number(value)); break;
    case '/ipk': call('InstallProductKey', value); break;
    default: throw new Error(`nobody types ${command}`);
  }
}
