import { readFileSync } from 'node:fs';

const read = (name: string): Buffer => readFileSync(new URL(`certificates/${name}.pem`, import.meta.url));

/**
 * Certificates of an authority that was made up for these tests and whose key was thrown away: of a machine at 127.0.0.1,
 * one that has expired, one for another name, and one of a client. The keys open nothing anywhere.
 */
export const authority = read('authority');
const pair = (name: string): { cert: Buffer; key: Buffer } => ({ cert: read(name), key: read(`${name}.key`) });
export const certificates = { machine: pair('machine'), expired: pair('expired'), foreign: pair('foreign'), reader: pair('reader') };
