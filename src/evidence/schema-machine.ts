import * as v from 'valibot';
import { listOf, number, orNull, text, time } from './schema-words.ts';

/** `services` of Windows. */
export const services = listOf(v.object({
  name: text,
  state: orNull(text),
  startMode: orNull(v.picklist(['auto', 'manual', 'disabled'])),
}));

/** `firewallRules`. */
export const firewallRules = listOf(v.object({
  name: text,
  enabled: orNull(v.boolean()),
  profiles: listOf(text),
  activeProfile: orNull(text),
}));

/** `service`: SoftwareLicensingService. WMI has more members than these; those of a plain value are kept. */
export const service = v.objectWithRest(
  {
    version: orNull(text),
    clientMachineId: orNull(text),
    isKeyManagementServiceMachine: orNull(v.boolean()),
    keyManagementServiceCurrentCount: orNull(number),
    keyManagementServiceDnsPublishing: orNull(v.boolean()),
    keyManagementServiceHostCaching: orNull(v.boolean()),
    keyManagementServiceListeningPort: orNull(number),
    keyManagementServiceLookupDomain: orNull(text),
    keyManagementServiceLowPriority: orNull(v.boolean()),
    keyManagementServiceMachine: orNull(text),
    keyManagementServicePort: orNull(number),
    requiredClientCount: orNull(number),
    discoveredKeyManagementServiceMachineName: orNull(text),
    discoveredKeyManagementServiceMachinePort: orNull(number),
    remainingWindowsReArmCount: orNull(number),
    vlActivationInterval: orNull(number),
    vlRenewalInterval: orNull(number),
    subscriptionEdition: orNull(text),
    subscriptionExpiry: orNull(time),
    subscriptionStatus: orNull(number),
    subscriptionType: orNull(number),
  },
  v.unknown(),
);

/** `machine`: the operating system and its DNS settings. */
export const machine = v.object({
  hostName: orNull(text),
  caption: orNull(text),
  version: orNull(text),
  build: orNull(text),
  revision: orNull(number),
  editionId: orNull(text),
  domainJoined: orNull(v.boolean()),
  domain: orNull(text),
  primaryDnsSuffix: orNull(text),
  dnsSuffixSearchList: orNull(listOf(text)),
  dnsServers: orNull(listOf(text)),
  time: orNull(time),
});

/** `windowsState`: a kind of ours beside those that the contract fixes. */
export const windowsState = v.object({ hookedPrograms: listOf(text), hardwareClockIsUtc: v.boolean(), utcOffsetMinutes: orNull(number), hasKb971033: orNull(v.boolean()) });
