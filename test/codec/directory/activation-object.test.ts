import { describe, expect, it } from 'vitest';
import { domainOfName, readActivationObject } from '../../../src/codec/directory/activation-object.ts';

const id = (last: number): Uint8Array => Uint8Array.from([0x52, 0x0d, 0x1c, 0x7a, 0x1e, 0x3b, 0x60, 0x4f, 0x9a, 0x55, 0x0e, 0x4c, 0x1d, 0x2f, 0x3a, last]);

describe('an activation object', () => {
  it('gives its name, what host key it was made with, and how many KMS ids it has', () => {
    expect(readActivationObject({
      dn: 'CN=Server 2022,CN=Activation Objects', cn: 'Server 2022', displayName: 'Windows Server 2022 KMS AD Activation', 'msSPP-CSVLKPartialProductKey': 'QQ7H2',
      'msSPP-CSVLKPid': '06401-00206-563-100001-03-1033-20348.0000-1122026', 'msSPP-CSVLKSkuId': id(3), 'msSPP-KMSIds': [id(1), id(2)],
    })).toEqual({
      name: 'Windows Server 2022 KMS AD Activation', activationId: '7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a03',
      extendedPid: '06401-00206-563-100001-03-1033-20348.0000-1122026', partialProductKey: 'QQ7H2', kmsIdCount: 2,
    });
  });

  it('never gives more than five characters of a key, whatever was written there', () => {
    expect(readActivationObject({ 'msSPP-CSVLKPartialProductKey': 'aaaaa-bbbbb-ccccc-ddddd-qq7h2' }).partialProductKey).toBe('QQ7H2');
    expect(readActivationObject({ 'msSPP-CSVLKPartialProductKey': 'Q7' }).partialProductKey).toBeNull();
  });

  it('is read whatever its letter case, and names of attributes whatever theirs', () => {
    expect(readActivationObject({ CN: ['x', 'y'], 'MSSPP-KMSIDS': [id(1)] })).toMatchObject({ name: 'x', kmsIdCount: 1 });
  });

  it('has null for what is not there or is no value of its kind, and a name all the same', () => {
    expect(readActivationObject({ dn: 'CN=only a name,CN=Activation Objects,DC=x', displayName: [], 'msSPP-CSVLKSkuId': 'text' }))
      .toEqual({ name: 'only a name', activationId: null, extendedPid: null, partialProductKey: null, kmsIdCount: null });
    expect(readActivationObject({}).name).toBe('an object without a name');
  });

  it('cannot deceive a terminal, nor fill it', () => {
    const { name } = readActivationObject({ displayName: `\u001b]0;x\u0007\u202e${'n'.repeat(100_000)}` });
    expect(name).toBe('n'.repeat(256));
  });
});

describe('a distinguished name', () => {
  it('ends with its domain', () => {
    expect(domainOfName('CN=Configuration,DC=Contoso,DC=test')).toBe('contoso.test');
  });

  it.each(['', 'CN=Configuration', `CN=x,${'DC=a,'.repeat(1000)}DC=b`, 'CN=DC=x', 'DC=a b,DC=\u001b'])('has none where it names none: %s', (name) => {
    expect(domainOfName(name)).toBeNull();
  });
});
