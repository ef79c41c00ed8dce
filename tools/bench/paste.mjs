// A paste as a whole fleet would give it: slmgr.vbs /dlv of 5,000 made-up products with the licence URLs that pad real ones.
import { writeFile } from 'node:fs/promises';

const hex = (n, width) => n.toString(16).padStart(width, '0');

function product(n, padding) {
  return [
    'Software licensing service version: 10.0.22631.4169', '',
    'Name: Windows(R), Enterprise edition',
    'Description: Windows(R) Operating System, VOLUME_KMSCLIENT channel',
    `Activation ID: ${hex(n, 8)}-1fcb-4db6-a222-467dd273fdcc`,
    'Application ID: 55c92734-d682-4d71-983e-d6ec3f16059f',
    'Extended PID: 03612-03290-000-000001-03-1033-22631.0000-0872026',
    'Product Key Channel: Volume:GVLK',
    `Installation ID: ${'4891263432570122891055460855222052'.repeat(2)}`,
    `Use License URL: https://activation.contoso.test/${'x'.repeat(padding)}`,
    'Partial Product Key: 2YT43',
    'License Status: Licensed',
    'Volume activation expiration: 256320 minute(s) (178 day(s))',
    'Remaining Windows rearm count: 1001', 'Remaining SKU rearm count: 1001',
    'Trusted time: 11/20/2026 9:00:00 AM', 'Configured Activation Type: All', '',
    'Most recent activation information:', 'Key Management Service client information',
    '    Client Machine ID (CMID): 3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417',
    '    KMS machine name from DNS: kms1.contoso.test:1688', '    KMS machine IP address: 10.0.0.11',
    '    KMS machine extended PID: 03612-00206-563-124817-03-1033-20348.0000-1122025',
    '    Activation interval: 120 minutes', '    Renewal interval: 10080 minutes', '    KMS host caching is enabled', '', '',
  ].join('\r\n');
}

/** Writes a paste of that many products and about that many MiB. */
export async function writePaste(path, products, mib) {
  const each = (mib * 1024 * 1024) / products;
  const padding = Math.max(0, Math.floor(each - product(1, 0).length));
  await writeFile(path, Array.from({ length: products }, (_, n) => product(n + 1, padding)).join(''));
}
