const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';
const ospp = 'cscript //nologo ospp.vbs';

/** What a person sees when a check passes: a clause, and the command where the check's usual look is not the one to prove it by. */
export type ProofWords = { shows: string; run?: string; /** Where it is run, if that is the KMS host. */ where?: 'host' };

/**
 * What proves a repair, by the check that passes then, in the words of the commands' own output: a check's title is no text that a
 * person could find there. Checks that are not listed (those of a config of one's own) are shown by their title.
 */
export const whatProves: Readonly<Record<string, ProofWords>> = {
  'client/activation-attempt-succeeded': { shows: '“Product activated successfully”' },
  'client/activation-type-allows-kms': { shows: '“Configured Activation Type: All” or “KMS”' },
  'client/azure-document-trusted': { shows: '“True”, and who issued the certificate' },
  'client/configured-host-answers': { shows: 'no “Registered KMS machine name”, or one that answers: Test-NetConnection HOST -Port 1688 ends with “TcpTestSucceeded : True”' },
  'client/discovered-host-in-dns': { shows: '“KMS machine name from DNS” with a host that the KMS record names today' },
  'client/edition-can-use-kms': { shows: 'an edition with a volume licence in “Name”: Enterprise, Education, Pro, or Server Standard or Datacenter, without “EVAL”' },
  'client/genuine': { shows: '“License Status: Licensed”, and no notification reason 0xC004F200' },
  'client/hardware-in-tolerance': { shows: '“License Status: Licensed”, and no reason 0xC004F00F' },
  'client/key-installed': { shows: 'a “Partial Product Key”' },
  'client/kms-client-key': { shows: '“VOLUME_KMSCLIENT channel” in the description' },
  'client/licence-store-intact': { shows: 'the fields of the licence instead of an error code' },
  'client/licensed': { shows: '“License Status: Licensed”' },
  'client/licensing-service-can-run': { shows: 'a START_TYPE that is not DISABLED' },
  'client/no-container-involved': { run: 'sc query state= all | findstr /i "cexecsvc docker containerd"', shows: 'nothing on the machine that is to be activated: it is no container, and runs none' },
  'client/no-host-key': { shows: '“VOLUME_KMSCLIENT channel” in the description, not VOLUME_KMS_…' },
  'client/one-host-setting': { shows: 'the KMS machine that slmgr.vbs /dlv shows too, or none in both' },
  'client/port-setting-matches-dns': { shows: 'the port that slmgr.vbs /dlv shows behind the KMS machine’s name' },
  'client/rearms-left': { shows: 'a “Remaining Windows rearm count” of 1 or more' },
  'client/renewal-not-failing': { shows: '“Volume activation expiration” of about 259200 minutes (180 days), which goes back to that every seven days' },
  'client/setup-key-fits-edition': { shows: 'the “Partial Product Key” that kmsdoctor explain gives this edition' },
  'clock/host-clock-right': { shows: 'differences of seconds behind the comma', where: 'host' },
  'clock/within-four-hours': { shows: 'differences of seconds behind the comma (14400 would be four hours)' },
  'directory/ad-activation-not-failing': { shows: '“License Status: Licensed”, and the name of the activation object' },
  'dns/lookup-domain-has-record': { run: 'nslookup -type=srv _vlmcs._tcp.LOOKUP-DOMAIN', shows: '“svr hostname” with your KMS host' },
  'dns/resolver-answers': { shows: 'an answer, not “DNS request timed out”, “Server failed” or “Query refused”' },
  'dns/resolver-configured': { shows: 'a “DNS Servers” line' },
  'dns/resolvers-agree': { run: 'nslookup -type=srv _vlmcs._tcp.ZONE DNS-SERVER', shows: 'the same “svr hostname”, whichever of your DNS servers is named' },
  'dns/srv-record-found': { shows: '“svr hostname” with your KMS host' },
  'dns/srv-target-approved': { shows: '“svr hostname” lines that all name KMS hosts of your organisation' },
  'dns/srv-target-resolves': { shows: 'an “Address” for the host' },
  'dns/srv-well-formed': { shows: '“port” with the host’s port (1688 unless changed) and “svr hostname” with one full host name' },
  'dns/suffix-searched': { shows: 'the zone of the KMS record as “Primary Dns Suffix” or in the “DNS Suffix Search List”' },
  'host/asked-recently': { shows: 'requests (12290) of the last seven days', where: 'host' },
  'host/clients-not-split': { run: `${slmgr} /dlv`, shows: 'on one of the hosts, a “Current count” of 25 or more (5 where only servers ask)', where: 'host' },
  'host/cmids-unique': { shows: 'another CMID (the long id in braces) for each client name', where: 'host' },
  'host/count-reaches-threshold': { shows: '“Current count” of 25 or more (5 is enough for servers, and in the row of an Office key)', where: 'host' },
  'host/firewall-open': { shows: '“Enabled : True”, and a profile that fits the network', where: 'host' },
  'host/intervals-usual': { shows: '“VLRenewalInterval : 10080”', where: 'host' },
  'host/key-activation-not-failing': { run: `${slmgr} /ato`, shows: '“Product activated successfully”', where: 'host' },
  'host/key-covers-product': { shows: 'a host key in the description that is as new as the clients’ Windows (VOLUME_KMS_WS22, say)', where: 'host' },
  'host/licensed': { shows: '“License Status: Licensed” in the row of the host key', where: 'host' },
  'host/offers-kms': { shows: '“IsKeyManagementServiceMachine : 1”', where: 'host' },
  'host/port-matches-record': { shows: '“Listening on Port” with the port of the KMS record', where: 'host' },
  'host/publishes-in-dns': { shows: '“DNS publishing enabled”, and after a restart of sppsvc event 12294 instead of 12293', where: 'host' },
  'host/requests-accepted': { shows: 'newest 12290 lines that begin with 0x0', where: 'host' },
  'host/requests-logged': { shows: 'a 12290 line for a client that has just asked', where: 'host' },
  'host/service-runs': { shows: '“STATE : 4 RUNNING”', where: 'host' },
  'host/started-cleanly': { run: 'wevtutil qe Application /q:"*[System[(EventID=12291)]]" /f:text /c:5 /rd:true', shows: 'no 12291 since the service was restarted', where: 'host' },
  'host/system-can-serve': { shows: 'a Windows that serves the client’s version, with its updates', where: 'host' },
  'integrity/host-not-itself': { shows: 'a KMS machine that is not this one' },
  'integrity/host-not-unauthorised': { shows: 'a KMS machine of your organisation' },
  'integrity/licensing-programs-untouched': { run: 'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\SppExtComObj.exe"', shows: 'neither Debugger nor VerifierDlls, or that the key is not there' },
  'integrity/validity-possible': { shows: '“Volume activation expiration” of 259200 minutes (180 days) at most' },
  'network/cloud-endpoint-reached': { shows: '“TcpTestSucceeded : True” for the cloud’s own KMS address' },
  'network/ipv6-path': { shows: '“TcpTestSucceeded : True” for its IPv6 address too, or no IPv6 address any more' },
  'network/port-open': { shows: '“TcpTestSucceeded : True”' },
  'network/request-answered': { shows: 'a 12289 after each 12288' },
  'network/rpc-bind-accepted': { shows: '“HEALTHY”' },
  'office/key-installed': { run: `${ospp} /dstatus`, shows: '“Last 5 characters of installed product key”' },
  'office/no-leftover-keys': { run: `${ospp} /dstatus`, shows: 'one row for each Office product, without “Grace” in its licence name' },
  'office/side-products-licensed': { run: `${ospp} /dstatus`, shows: '“---LICENSED---” in every row' },
  'office/volume-licence': { run: `${ospp} /dstatus`, shows: '“VL_KMS_Client” in the licence name' },
};

/** Where the same check proves something else for one cause: that a machine can be read says nothing of its licence, and an app of Microsoft 365 never shows a KMS licence. */
export const whatProvesForCause: Readonly<Record<string, Readonly<Record<string, ProofWords>>>> = {
  'inspect-remote-blocked': { 'client/licensed': { shows: 'the fields of the licence, whatever their values; what they say of activation is looked up next' } },
  'client-wmi-broken': { 'client/licensed': { shows: 'the fields of the licence instead of a code 0x8004…; what they say of activation is looked up next' } },
  'office-m365-not-kms': { 'office/volume-licence': { run: 'powershell -NoProfile -ExecutionPolicy Bypass -File "%ProgramFiles%\\Microsoft Office\\Office16\\vnextdiag.ps1" -action list', shows: 'the user’s account with a licence that is “Licensed”' } },
  'dns-srv-alias': { 'dns/srv-target-resolves': { shows: 'the host’s own name and an “Address”, without an “Aliases” line' } },
};

/** For Office, in Office's own words. */
export const whatProvesForOffice: Readonly<Record<string, ProofWords>> = {
  'client/activation-attempt-succeeded': { run: `${ospp} /act`, shows: '“Product activation successful”' },
  'client/licensed': { run: `${ospp} /dstatus`, shows: '“---LICENSED---”' },
  'client/licensing-service-can-run': { run: 'sc qc osppsvc', shows: 'a START_TYPE that is not DISABLED' },
  'host/count-reaches-threshold': { run: `${slmgr} /dlv all`, shows: '“Current count” of 5 or more in the row of the Office key', where: 'host' },
  'host/licensed': { run: `${slmgr} /dlv all`, shows: '“License Status: Licensed” in the row of the Office host key', where: 'host' },
};
