import { guidOf } from '../plain-value.ts';
import { applyField } from './draft.ts';
import type { ProductDraft } from './draft.ts';
import type { SlmgrLine } from './label.ts';
import { codeIn } from './line-kinds.ts';
import { addressOf, countOf, isDescription, isHostAndPort, minutesAndDaysOf, minutesOf } from './values.ts';

const pid = /^\d{5}-\d{5}-\d{3}-\d{6}-\d{2}-\d{4,5}-\d{4,5}\.\d{4}-\d{7}$/;
const keyChannel = /^(?:Volume|Retail|OEM|PGS|VT)(?::[A-Za-z]{1,12}){1,3}$|^Retail$/;
/** The letters and digits of product keys: no vowels, nothing that looks like something else. */
const keyEnd = /^(?=.*[A-Z])[BCDFGHJKMNPQRTVWXY2346789]{5}$/;
const knownApplication = /^(?:55c92734|0ff1ce1[56]|59a52881)-/i;
const numberWithUnit = /^\d{1,6}\s?[^\d\s()（）]{1,20}$/u;

/**
 * Reads a line whose label is not known, by the shape of its value, by what labels hold in every language (`Windows`, `SKU`,
 * `KMS`, `DNS`, `CMID`, `SRV`) and by the order in which slmgr.vbs prints. False where the line says nothing that way.
 * A status word that is not known stays unknown; what follows it can tell.
 */
export function applyByStructure(draft: ProductDraft, { label, value }: SlmgrLine): boolean {
  const p = draft.product;
  const put = (field: Parameters<typeof applyField>[1]): true => {
    applyField(draft, field, value);
    return true;
  };
  if (value === '') return false;
  if (p.description === null && isDescription(value)) return put('description');
  const id = guidOf(value);
  if (id !== null) return put(fieldOfId(draft, label, id));
  if (pid.test(value)) return put(/KMS/i.test(label) || p.extendedPid !== null || p.kmsClient !== null ? 'hostPid' : 'extendedPid');
  if (draft.keyChannel === null && p.kmsClient === null && keyChannel.test(value)) return put('keyChannel');
  if (p.partialProductKey === null && keyEnd.test(value)) return put('partialKey');
  if (draft.last === 'licenseStatus' && /^0x/i.test(value) && codeIn(value) !== null) return put('reason');
  if (p.graceMinutesRemaining === null && minutesAndDaysOf(value) !== null) return put('otherExpiration');
  if (countOf(value) !== null) return applyNumber(draft, label, put, value);
  if (/KMS/i.test(label) && (isHostAndPort(value) || addressOf(value) !== null)) return put(fieldOfHost(label, value));
  if (/SRV/.test(label) && /^[\w-]+(?:\.[\w-]+)+$/.test(value)) return put('lookupDomain');
  const inClient = p.kmsClient !== null;
  if (inClient && numberWithUnit.test(value) && minutesOf(value) !== null) {
    if (p.kmsClient?.activationIntervalMinutes === null) return put('activationInterval');
    if (p.kmsClient?.renewalIntervalMinutes === null) return put('renewalInterval');
  }
  // The status line follows the key's; its word may be known although its label is not.
  return draft.last === 'partialKey' && !draft.met.has('licenseStatus') && !/\d/.test(value) ? put('licenseStatus') : false;
}

function fieldOfId(draft: ProductDraft, label: string, id: string): 'cmid' | 'applicationId' | 'activationId' | 'ignored' {
  if (/CMID/i.test(label)) return 'cmid';
  if (knownApplication.test(id)) return draft.product.applicationId === null ? 'applicationId' : 'ignored';
  return draft.product.activationId === null && draft.product.kmsClient === null ? 'activationId' : 'ignored';
}

function fieldOfHost(label: string, value: string): 'hostAddress' | 'discoveredHost' | 'configuredHost' {
  if (addressOf(value) !== null) return 'hostAddress';
  return /DNS/i.test(label) ? 'discoveredHost' : 'configuredHost';
}

function applyNumber(draft: ProductDraft, label: string, put: (field: 'windowsRearms' | 'skuRearms') => true, value: string): boolean {
  if (/Windows/i.test(label)) return put('windowsRearms');
  if (/SKU/i.test(label)) return put('skuRearms');
  const count = countOf(value);
  if (count === null || !draft.met.has('licenseStatus')) return false;
  draft.hostNumbers.push(count);
  return true;
}
