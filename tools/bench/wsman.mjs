// How fast an enumeration is read: 20,000 rows of a licensing class in pages as Windows sends them, on one core, and how
// much memory is held while the rows are not kept. `node tools/bench/wsman.mjs` prints the figures.
import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { median } from './processes.mjs';

// The tables of codes are imported as text, which Node does not do by itself.
registerHooks({
  load: (url, context, next) => (url.endsWith('.tsv') ? { format: 'module', source: `export default ${JSON.stringify(readFileSync(fileURLToPath(url), 'utf8'))}`, shortCircuit: true } : next(url, context)),
});

const { readEnumerationPage } = await import('../../src/codec/wsman/wmi-answers.ts');

const uri = 'http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/SoftwareLicensingProduct';
const columns = (n) => ({
  ApplicationID: '55c92734-d682-4d71-983e-d6ec3f16059f', Description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
  DiscoveredKeyManagementServiceMachineName: 'kms1.contoso.test', DiscoveredKeyManagementServiceMachinePort: 1688,
  GracePeriodRemaining: 250_000 + (n % 9000), ID: `${n.toString(16).padStart(8, '0')}-0000-4000-a000-000000000001`, IsKeyManagementServiceMachine: 0,
  KeyManagementServiceCurrentCount: 4_294_967_295, KeyManagementServiceMachine: null, KeyManagementServicePort: 0, LicenseStatus: 1, LicenseStatusReason: 1_074_065_472,
  Name: 'Windows(R), Enterprise edition', PartialProductKey: '2YT43', ProductKeyChannel: 'Volume:GVLK', ProductKeyID: '03612-03290-000-000001-03-1033-22631.0000-0872026',
  VLActivationInterval: 120, VLRenewalInterval: 10_080,
});

const property = ([name, value]) => (value === null ? `<p:${name} xsi:nil="true"/>` : `<p:${name}>${value}</p:${name}>`);
const instance = (n) =>
  `<p:SoftwareLicensingProduct xmlns:p="${uri}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common" xsi:type="p:SoftwareLicensingProduct_Type">${Object.entries(columns(n)).map(property).join('')}</p:SoftwareLicensingProduct>`;
const fragment = (n) =>
  `<w:XmlFragment>${Object.entries(columns(n)).map(property).join('').replaceAll('p:', '')}</w:XmlFragment>`;

const page = (items, last) =>
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header/><s:Body><n:PullResponse>'
  + `${last ? '' : '<n:EnumerationContext>uuid:00000000-0000-4000-8000-000000000001</n:EnumerationContext>'}<n:Items>${items}</n:Items>${last ? '<n:EndOfSequence/>' : ''}</n:PullResponse></s:Body></s:Envelope>`;

/** Pages of at most that many bytes as they come from the wire. */
function pagesOf(rows, item, bytes) {
  const pages = [];
  let items = '';
  for (let n = 0; n < rows; n++) {
    items += item(n);
    if (items.length < bytes - 2000 && n < rows - 1) continue;
    pages.push(Buffer.from(page(items, n === rows - 1)));
    items = '';
  }
  return pages;
}

function read(pages) {
  let rows = 0;
  for (const octets of pages) {
    const reading = readEnumerationPage(octets.toString('utf8'), { onRow: () => { rows += 1; } });
    if (!reading.ok) throw new Error(`not read: ${JSON.stringify(reading)}`);
  }
  return rows;
}

/**
 * Prints and returns how an enumeration of 20,000 rows is read in both shapes of items, MB of SOAP a second of CPU time of one core
 * (decoding of UTF-8 included), and by how many MB the heap grew, after collection, from the first tenth of the pages to the last.
 */
export function measureEnumeration(say = (line) => process.stdout.write(`${line}\n`)) {
  say('\nAn enumeration of 20,000 rows read from SOAP, CPU time of one core, median of 9');
  return [['instances', instance], ['fragments', fragment]].map(([name, item]) => {
    const pages = pagesOf(20_000, item, 150 * 1024);
    const mb = pages.reduce((sum, octets) => sum + octets.length, 0) / 1e6;
    const seconds = [];
    for (let round = 0; round < 11; round++) {
      const before = process.cpuUsage();
      if (read(pages) !== 20_000) throw new Error('rows are missing');
      const used = process.cpuUsage(before);
      if (round >= 2) seconds.push((used.user + used.system) / 1e6);
    }
    const speed = mb / median(seconds);
    globalThis.gc?.();
    const heap = process.memoryUsage().heapUsed;
    for (let n = 0; n < 10; n++) read(pages);
    globalThis.gc?.();
    const grownMb = (process.memoryUsage().heapUsed - heap) / 1e6;
    say(`  ${name}   ${pages.length} pages   ${mb.toFixed(1)} MB   ${speed.toFixed(0)} MB/s${globalThis.gc === undefined ? '' : `   heap grew by ${grownMb.toFixed(1)} MB over ${pages.length * 10} pages`}`);
    return { name, megabytesPerSecond: speed, pages: pages.length, grownMb: globalThis.gc === undefined ? null : grownMb };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) measureEnumeration();
