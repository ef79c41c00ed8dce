/** Outputs in the shapes that OSPP.VBS prints, with made-up ids, keys and hosts. */

const rule = '---------------------------------------';
const head = `---Processing--------------------------\n${rule}`;
const tail = `${rule}\n---Exiting-----------------------------`;

export const kmsRow = `PRODUCT ID: 00499-00000-00000-AA111
SKU ID: 11111111-aaaa-4bbb-8ccc-000000000001
LICENSE NAME: Office 21, Office21ProPlus2021VL_KMS_Client_AE edition
LICENSE DESCRIPTION: Office 21, VOLUME_KMSCLIENT channel
BETA EXPIRATION: 1601/1/1
LICENSE STATUS:  ---LICENSED--- \nERROR CODE: 0x4004F040 (for information purposes only as the status is licensed)
ERROR DESCRIPTION: The Software Licensing Service reported that the product was activated but the owner should verify the Product Use Rights.
REMAINING GRACE: 178 days  (256748 minute(s) before expiring)
Last 5 characters of installed product key: 6F7TH
Activation Type Configuration: ALL
\tDNS auto-discovery: KMS name not available
\tKMS machine registry override defined: KMS1.contoso.test:1688
\tActivation Interval: 120 minutes
\tRenewal Interval: 10080 minutes
\tKMS host caching: Enabled
\tKMS Lookup Domain: licensing.contoso.test`;

export const graceRow = `PRODUCT ID: 00202-00000-00000-AA222
SKU ID: 11111111-aaaa-4bbb-8ccc-000000000002
LICENSE NAME: Office 16, Office16ProjectProR_Grace edition
LICENSE DESCRIPTION: Office 16, RETAIL(Grace) channel
BETA EXPIRATION: 01/01/1601
LICENSE STATUS:  ---NOTIFICATIONS---
ERROR CODE: 0xC004F009
ERROR DESCRIPTION: The Software Licensing Service reported that the grace period expired.
Last 5 characters of installed product key: 9QTRB`;

export const adRow = `SKU ID: 11111111-aaaa-4bbb-8ccc-000000000003
LICENSE NAME: Office 16, Office16StandardVL_KMS_Client edition
LICENSE DESCRIPTION: Office 16, VOLUME_KMSCLIENT channel
LICENSE STATUS:  ---LICENSED---
REMAINING GRACE: 180 days  (259200 minute(s) before expiring)
Last 5 characters of installed product key: 2B3C4
Activation Type Configuration: AD
Most recent successful activation client information: AD
\tActivation Object name: Contoso Office Activation
\tAO DN: CN=Contoso Office Activation,CN=Activation Objects,CN=Microsoft SPP,CN=Services,CN=Configuration,DC=contoso,DC=test
\tAO extended PID: 55041-00206-234-000001-03-1033-17763.0000-1112026
\tAO activation ID: 22222222-aaaa-4bbb-8ccc-000000000004`;

export const dstatus = (...rows: string[]): string => [head, rows.join(`\n${rule}\n`), tail].join('\n');

const attempt = 'Installed product key detected - attempting to activate the following product:';

export const failedAttempt = `${attempt}
SKU ID: 11111111-aaaa-4bbb-8ccc-000000000002
LICENSE NAME: Office 16, Office16ProjectProR_Grace edition
LICENSE DESCRIPTION: Office 16, RETAIL(Grace) channel
Last 5 characters of installed product key: 9QTRB
ERROR CODE: 0xC004F017
ERROR DESCRIPTION: The Software Licensing Service reported that the license is not installed.`;

export const goodAttempt = `${attempt}
SKU ID: 11111111-aaaa-4bbb-8ccc-000000000001
LICENSE NAME: Office 21, Office21ProPlus2021VL_KMS_Client_AE edition
LICENSE DESCRIPTION: Office 21, VOLUME_KMSCLIENT channel
Last 5 characters of installed product key: 6F7TH
<Product activation successful>`;

export const act = (...rows: string[]): string => [head, rows.join(`\n${rule}\n`), tail].join('\n');

export const history = `${head}
Searching for KMS activation events on machine: WS-0142
Event ID: 12288

Coordinated Universal Time Written: 1/25/2026 9:30:00 PM
ERROR/HOST: 0xC004F074, 0x00000000, kms1.contoso.test
ERROR DESCRIPTION: The Software Licensing Service reported that the product could not be activated.
NOTICE: A KB article has been detected for activation failure: 0xC004F074
FOR MORE INFORMATION PLEASE VISIT: http://support.microsoft.com/kb/2870357#Error0xC004F074
${rule}
Coordinated Universal Time Written: 1/2/2026 9:30:00 AM
ERROR/HOST: 0x00000000, 0x00000000, kms1.contoso.test
ERROR DESCRIPTION: N/A
${tail}`;
