/** Made-up output of Windows tools, in the shape in which they print. */

const client = (status: string, more: string) => `Software licensing service version: 10.0.22631.4169

Name: Windows(R), Enterprise edition
Description: Windows(R) Operating System, VOLUME_KMSCLIENT channel
Activation ID: 7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a01
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
Extended PID: 03612-03290-000-000001-03-1033-22631.0000-0872026
Product Key Channel: Volume:GVLK
Partial Product Key: 2YT43
License Status: ${status}
${more}Remaining Windows rearm count: 1001
Remaining SKU rearm count: 1001
Configured Activation Type: All
`;

const clientInformation = `Key Management Service client information
    Client Machine ID (CMID): 5b9e6f10-2c47-4d0b-8a31-6f0d9c7e1b22
    KMS machine name from DNS: kms1.contoso.test:1688
    KMS machine IP address: 10.0.0.11
    KMS machine extended PID: 03612-00206-563-100001-03-1033-20348.0000-1122026
    Activation interval: 120 minutes
    Renewal interval: 10080 minutes
    KMS host caching is enabled
`;

/** `slmgr.vbs /dlv` of a client that is licensed, with 178 days left. */
export const licensedDlv = `${client('Licensed', 'Volume activation expiration: 256320 minute(s) (178 day(s))\n')}
Most recent activation information:
${clientInformation}`;

/** The same of a client that shows notifications, 0xC004F056. */
export const notificationDlv = client('Notification', 'Notification Reason: 0xC004F056.\n');

/** `slmgr.vbs /dlv` of a KMS host with so many machines counted. */
export const hostDlv = (count: number): string => `Software licensing service version: 10.0.20348.2762

Name: Windows(R), ServerStandard edition
Description: Windows(R) Operating System, VOLUME_KMS_WS22 channel
Activation ID: 7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a03
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
Extended PID: 03612-00206-563-100001-03-1033-20348.0000-1122026
Product Key Channel: Volume:CSVLK
Partial Product Key: QQ7H2
License Status: Licensed
Remaining Windows rearm count: 1001
Remaining SKU rearm count: 1001

Key Management Service is enabled on this machine
    Current count: ${count}
    Listening on Port: 1688
    DNS publishing enabled
    KMS priority: Normal

Key Management Service cumulative requests received from clients
    Total requests received: 1204
    Failed requests received: 0
    Requests with License Status Unlicensed: 0
    Requests with License Status Licensed: 1190
    Requests with License Status Initial grace period: 6
    Requests with License Status License expired or Hardware out of tolerance: 0
    Requests with License Status Non-genuine grace period: 0
    Requests with License Status Notification: 8
`;

/** \`slmgr.vbs /ato\` that failed with a code. */
export const failedAto = (code: string): string => `Activating Windows(R), Enterprise edition (7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a01) ...
Error: ${code} The Software Licensing Service reported that the product could not be activated.
`;

/** \`ospp.vbs /dstatus\` of a licensed Office with a leftover grace key beside it: a warning, no fault. */
export const officeWithLeftover = `---Processing--------------------------
---------------------------------------
PRODUCT ID: 00339-10000-00000-AA001
SKU ID: 7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a05
LICENSE NAME: Office 19, Office19ProPlus2019R_Grace edition
LICENSE DESCRIPTION: Office 19, RETAIL(Grace) channel
LICENSE STATUS:  ---NOTIFICATIONS---
ERROR CODE: 0xC004F009
ERROR DESCRIPTION: The Software Licensing Service reported that the grace period expired.
Last 5 characters of installed product key: QX7TB
---------------------------------------
PRODUCT ID: 00412-90000-00000-AA001
SKU ID: 7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a02
LICENSE NAME: Office 19, Office19ProPlus2019VL_KMS_Client_AE edition
LICENSE DESCRIPTION: Office 19, VOLUME_KMSCLIENT channel
LICENSE STATUS:  ---LICENSED---
ERROR CODE: 0x4004F040 (for information purposes only as the status is licensed)
ERROR DESCRIPTION: The Software Licensing Service reported that the product was activated but the owner should verify the Product Use Rights.
REMAINING GRACE: 178 days  (256320 minute(s) before expiring)
Last 5 characters of installed product key: 6MWKP
Activation Type Configuration: ALL
        DNS auto-discovery: kms1.contoso.test:1688
        Activation Interval: 120 minutes
        Renewal Interval: 10080 minutes
        KMS host caching: Enabled
---------------------------------------
---Exiting-----------------------------
`;

/** \`nslookup\` that found the record: nothing wrong, and no word about any machine's licence. */
export const nslookupFound = `Server:  dc1.contoso.test
Address:  10.0.0.5

_vlmcs._tcp.contoso.test        SRV service location:
          priority       = 0
          weight         = 0
          port           = 1688
          svr hostname   = kms1.contoso.test
kms1.contoso.test       internet address = 10.0.0.11
`;
