/**
 * Output of slmgr.vbs as tests need it, in the shapes that machines print: made-up machines of corp.example and contoso.test,
 * made-up ids and keys' ends.
 */

/** /dlv of a KMS client of Windows 11 that is licensed through the host it found in DNS. */
export const licensedClient = `Software licensing service version: 10.0.22631.4169

Name: Windows(R), Enterprise edition
Description: Windows(R) Operating System, VOLUME_KMSCLIENT channel
Activation ID: 5a1c3d70-6b2e-4f80-9d11-0c4e8a7b2f31
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
Extended PID: 03612-03290-000-000001-03-1033-22631.0000-0872026
Product Key Channel: Volume:GVLK
Installation ID: 100200300400500600700800900100200300400500600700800900100200300
Use License URL: https://activation.corp.example/SLActivateProduct/SLActivateProduct.asmx?configextension=Retail
Validation URL: https://validation.corp.example/SLWGA/slwga.asmx
Partial Product Key: BCD34
License Status: Licensed
Volume activation expiration: 256320 minute(s) (178 day(s))
Remaining Windows rearm count: 1001
Remaining SKU rearm count: 1000
Trusted time: 11/20/2026 9:00:00 AM
Configured Activation Type: All

Most recent activation information:
Key Management Service client information
    Client Machine ID (CMID): 3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417
    Registered KMS machine name: KMS2.corp.example:1689
    Registered KMS SRV record lookup domain: lab.corp.example
    KMS machine name from DNS: kms1.corp.example:1688
    KMS machine IP address: 10.0.0.11
    KMS machine extended PID: 03612-00206-563-124817-03-1033-20348.0000-1122025
    Activation interval: 120 minutes
    Renewal interval: 10080 minutes
    KMS host caching is enabled
`;

/** /dlv of a KMS client that was never activated. */
export const notifiedClient = `Software licensing service version: 10.0.17763.1

Name: Windows(R), ServerStandard edition
Description: Windows(R) Operating System, VOLUME_KMSCLIENT channel
Activation ID: 77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
Extended PID: 03612-04297-000-000007-03-1033-17763.0000-0412024
Product Key Channel: Volume:GVLK
Installation ID: 200300400500600700800900100200300400500600700800900100200300400
Partial Product Key: GH467
License Status: Notification
Notification Reason: 0xC004F056.
Remaining Windows rearm count: 1001
Remaining SKU rearm count: 1001
Trusted time: 1/15/2026 8:00:00 AM
Configured Activation Type: KMS
Please use slmgr.vbs /ato to activate and update KMS client information in order to update values.
`;

/** /dli of a KMS client of Windows 7, which knows fewer lines. */
export const windows7Client = `Name: Windows(R) 7, Enterprise edition
Description: Windows Operating System - Windows(R) 7, VOLUME_KMSCLIENT channel
Partial Product Key: JKM67
License Status: Licensed
Volume activation expiration: 215000 minute(s) (149 day(s))

Key Management Service client information
    Client Machine ID (CMID): 0a1b2c3d-4e5f-4061-8728-394a5b6c7d8e
    DNS auto-discovery: KMS name not available
    KMS machine extended PID: 55041-00168-305-010203-03-1033-7601.0000-1232024
    Activation interval: 30 minutes
    Renewal interval: 50 minutes
    KMS host caching is disabled
`;

/** /dlv of a KMS host of Server 2022. */
export const kmsHost = `Software licensing service version: 10.0.20348.2849

Name: Windows(R), ServerStandard edition
Description: Windows(R) Operating System, VOLUME_KMS_WS22 channel
Activation ID: 4a5b6c7d-4541-4633-8c1e-0d1edf01f156
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
Extended PID: 03612-00206-563-124817-03-1033-20348.0000-1122025
Product Key Channel: Volume:CSVLK
Installation ID: 300400500600700800900100200300400500600700800900100200300400500
Partial Product Key: 7QR4K
License Status: Licensed
Remaining Windows rearm count: 1001
Remaining SKU rearm count: 1001
Trusted time: 11/20/2026 9:00:00 AM
Key Management Service is enabled on this machine
    Current count: 12
    Listening on Port: 1690
    DNS publishing disabled
    KMS priority: Low

Key Management Service cumulative requests received from clients
    Total requests received: 72
    Failed requests received: 3
    Requests with License Status Unlicensed: 1
    Requests with License Status Licensed: 20
    Requests with License Status Initial grace period: 40
    Requests with License Status License expired or Hardware out of tolerance: 2
    Requests with License Status Non-genuine grace period: 4
    Requests with License Status Notification: 5
`;

/** /ato that reached no host. */
export const failedAttempt = `Microsoft (R) Windows Script Host Version 5.812
Copyright (C) Microsoft Corporation. All rights reserved.

Activating Windows(R), ServerStandard edition (77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f) ...
Error: 0xC004F074 The Software Licensing Service reported that the computer could not be activated. No Key Management Service (KMS) could be contacted. Please see the Application Event Log for additional information.
`;

/** A licence of the channel and description given, as /dlv prints it. */
export const licence = (description: string, keyChannel: string | null = null): string => `Name: Windows(R), Professional edition
Description: ${description}
Activation ID: 11111111-2222-4333-8444-555555555555
Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f
${keyChannel === null ? '' : `Product Key Channel: ${keyChannel}\n`}Partial Product Key: PQR89
License Status: Licensed
`;
