import type { Cause } from '../src/model/cause.ts';
import type { Check } from '../src/model/check.ts';
import type { Remedy } from '../src/model/remedy.ts';
import { causeRanks } from './cause-ranks.ts';
import clientActivationAttemptSucceeded from './client/activation-attempt-succeeded.ts';
import clientActivationTypeAllowsKms from './client/activation-type-allows-kms.ts';
import clientAzureDocumentTrusted from './client/azure-document-trusted.ts';
import { clientCauses } from './client/causes.ts';
import { cloudCauses } from './client/cloud-causes.ts';
import { cloudRemedies } from './client/cloud-remedies.ts';
import clientConfiguredHostAnswers from './client/configured-host-answers.ts';
import clientDiscoveredHostInDns from './client/discovered-host-in-dns.ts';
import clientEditionCanUseKms from './client/edition-can-use-kms.ts';
import clientEndpointOfOwnCloud from './client/endpoint-of-own-cloud.ts';
import clientGenuine from './client/genuine.ts';
import clientHardwareInTolerance from './client/hardware-in-tolerance.ts';
import clientKeyInstalled from './client/key-installed.ts';
import clientKmsClientKey from './client/kms-client-key.ts';
import clientLicenceStoreIntact from './client/licence-store-intact.ts';
import clientLicensed from './client/licensed.ts';
import clientLicensingServiceCanRun from './client/licensing-service-can-run.ts';
import clientNoContainerInvolved from './client/no-container-involved.ts';
import clientNoHostKey from './client/no-host-key.ts';
import clientOneHostSetting from './client/one-host-setting.ts';
import clientPortSettingMatchesDns from './client/port-setting-matches-dns.ts';
import clientRearmsLeft from './client/rearms-left.ts';
import { clientRemedies } from './client/remedies.ts';
import clientRemoteCallsAnswered from './client/remote-calls-answered.ts';
import clientRenewalNotFailing from './client/renewal-not-failing.ts';
import clientSetupKeyFitsEdition from './client/setup-key-fits-edition.ts';
import { clockCauses } from './clock/causes.ts';
import hostClockRight from './clock/host-clock-right.ts';
import { clockRemedies } from './clock/remedies.ts';
import requestTimesAgree from './clock/request-times-agree.ts';
import withinFourHours from './clock/within-four-hours.ts';
import directoryActivationObjectsSeen from './directory/activation-objects-seen.ts';
import directoryAdActivationNotFailing from './directory/ad-activation-not-failing.ts';
import { directoryCauses } from './directory/causes.ts';
import directoryDnsTakesUpdates from './directory/dns-takes-updates.ts';
import { directoryRemedies } from './directory/remedies.ts';
import { dnsCauses } from './dns/causes.ts';
import { elsewhereRemedies } from './dns/elsewhere-remedies.ts';
import lookupDomainHasRecord from './dns/lookup-domain-has-record.ts';
import { dnsRemedies } from './dns/remedies.ts';
import resolverAnswers from './dns/resolver-answers.ts';
import resolverConfigured from './dns/resolver-configured.ts';
import resolversAgree from './dns/resolvers-agree.ts';
import srvRecordFound from './dns/srv-record-found.ts';
import srvTargetApproved from './dns/srv-target-approved.ts';
import srvTargetResolves from './dns/srv-target-resolves.ts';
import srvWellFormed from './dns/srv-well-formed.ts';
import suffixSearched from './dns/suffix-searched.ts';
import askedRecently from './host/asked-recently.ts';
import { hostCauses } from './host/causes.ts';
import clientsNotSplit from './host/clients-not-split.ts';
import cmidsUnique from './host/cmids-unique.ts';
import countReachesThreshold from './host/count-reaches-threshold.ts';
import countToldToClient from './host/count-told-to-client.ts';
import firewallOpen from './host/firewall-open.ts';
import intervalsUsual from './host/intervals-usual.ts';
import keyActivationNotFailing from './host/key-activation-not-failing.ts';
import keyCoversProduct from './host/key-covers-product.ts';
import hostLicensed from './host/licensed.ts';
import offersKms from './host/offers-kms.ts';
import portMatchesRecord from './host/port-matches-record.ts';
import publishesInDns from './host/publishes-in-dns.ts';
import { hostRemedies } from './host/remedies.ts';
import requestsAccepted from './host/requests-accepted.ts';
import requestsLogged from './host/requests-logged.ts';
import serviceRuns from './host/service-runs.ts';
import startedCleanly from './host/started-cleanly.ts';
import systemCanServe from './host/system-can-serve.ts';
import { integrityCauses } from './integrity/causes.ts';
import integrityHostAddressRoutable from './integrity/host-address-routable.ts';
import integrityHostNotItself from './integrity/host-not-itself.ts';
import integrityHostNotUnauthorised from './integrity/host-not-unauthorised.ts';
import integrityLicensingProgramsUntouched from './integrity/licensing-programs-untouched.ts';
import { integrityRemedies } from './integrity/remedies.ts';
import integrityValidityPossible from './integrity/validity-possible.ts';
import { networkCauses } from './network/causes.ts';
import cloudEndpointReached from './network/cloud-endpoint-reached.ts';
import { firewallRemedies } from './network/firewall-remedies.ts';
import hostAlive from './network/host-alive.ts';
import ipv6Path from './network/ipv6-path.ts';
import portOpen from './network/port-open.ts';
import { networkRemedies } from './network/remedies.ts';
import requestAnswered from './network/request-answered.ts';
import rpcBindAccepted from './network/rpc-bind-accepted.ts';
import { officeCauses } from './office/causes.ts';
import officeCountIsItsOwn from './office/count-is-its-own.ts';
import officeKeyInstalled from './office/key-installed.ts';
import officeNoLeftoverKeys from './office/no-leftover-keys.ts';
import { officeRemedies } from './office/remedies.ts';
import officeSideProductsLicensed from './office/side-products-licensed.ts';
import officeVolumeLicence from './office/volume-licence.ts';

/** Every check, in the order shown: the way of a request, from the client's key to the host's answer. */
export const checks: readonly Check[] = [
  clientKeyInstalled, clientKmsClientKey, clientSetupKeyFitsEdition, clientNoHostKey, clientEditionCanUseKms,
  clientActivationTypeAllowsKms, clientLicensed, clientActivationAttemptSucceeded, clientRemoteCallsAnswered, clientRenewalNotFailing,
  clientHardwareInTolerance, clientGenuine, clientLicenceStoreIntact, clientLicensingServiceCanRun, clientNoContainerInvolved, clientRearmsLeft,
  clientOneHostSetting, clientConfiguredHostAnswers, clientDiscoveredHostInDns, clientPortSettingMatchesDns,
  clientEndpointOfOwnCloud, clientAzureDocumentTrusted,
  officeCountIsItsOwn, officeKeyInstalled, officeNoLeftoverKeys, officeSideProductsLicensed, officeVolumeLicence,
  suffixSearched, resolverConfigured, resolverAnswers, lookupDomainHasRecord, srvRecordFound, resolversAgree, srvWellFormed,
  srvTargetResolves, srvTargetApproved,
  hostAlive, portOpen, ipv6Path, rpcBindAccepted, requestAnswered, cloudEndpointReached,
  withinFourHours, requestTimesAgree, hostClockRight,
  offersKms, hostLicensed, keyActivationNotFailing, countReachesThreshold, countToldToClient, cmidsUnique, clientsNotSplit, keyCoversProduct, systemCanServe,
  requestsAccepted, requestsLogged, publishesInDns, portMatchesRecord, serviceRuns, firewallOpen, intervalsUsual, askedRecently, startedCleanly,
  directoryAdActivationNotFailing, directoryActivationObjectsSeen, directoryDnsTakesUpdates,
  integrityHostAddressRoutable, integrityHostNotItself, integrityHostNotUnauthorised, integrityValidityPossible,
  integrityLicensingProgramsUntouched,
];

const allCauses: readonly Cause[] = [
  ...clientCauses, ...officeCauses, ...dnsCauses, ...networkCauses, ...clockCauses, ...hostCauses, ...directoryCauses, ...integrityCauses,
  ...cloudCauses,
];

const rankOf = (cause: Cause): number => {
  const rank = causeRanks.indexOf(cause.id);
  return rank < 0 ? causeRanks.length : rank;
};

/** Every cause, by how often it is met. */
export const causes: readonly Cause[] = allCauses.toSorted((a, b) => rankOf(a) - rankOf(b));

export const remedies: readonly Remedy[] = [
  ...clientRemedies, ...officeRemedies, ...dnsRemedies, ...networkRemedies, ...clockRemedies, ...hostRemedies, ...directoryRemedies, ...integrityRemedies,
  ...cloudRemedies, ...elsewhereRemedies, ...firewallRemedies,
];
