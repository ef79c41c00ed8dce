import { describe, expect, it } from 'vitest';
import { fillRemedies } from '../../src/diagnose/fill-remedies.ts';
import type { Remedy } from '../../src/model/remedy.ts';
import { caseOf, officeProduct, onlyEvidence, product } from '../evidence-builder.ts';
import { candidate, signsOf } from '../diagnose/cause-maker.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';
const remedy: Remedy = {
  id: 'r', title: 'Do it', risk: 'changes-client', where: 'client',
  steps: [
    { say: 'Restart.', run: 'shutdown /r /t 60' },
    { say: 'Enter the key:', run: `${slmgr} /ipk {gvlk}`, does: [{ do: 'install-key', key: '{gvlk}', application: 'windows' }] },
    { say: 'Activate:', run: `ipconfig /flushdns && ${slmgr} /ato`, does: [{ do: 'flush-dns' }, { do: 'activate', application: 'windows' }] },
    { say: 'See what Windows now says of itself:', run: `${slmgr} /dlv`, does: [{ do: 'look' }] },
  ],
};
const office = officeProduct({ licenseStatus: 'notification' });
const windows = product({ licenseStatus: 'notification' });

const filled = (products: readonly ReturnType<typeof product>[], args = {}, of = remedy) =>
  fillRemedies([candidate('c', 'confirmed', ['X'], { of: { remedies: ['r'] } })], new Map([['r', of]]), signsOf({ fail: ['X'], args }), caseOf(onlyEvidence({ licensingProducts: [...products] })))['r'];
const runs = (...given: Parameters<typeof filled>) => filled(...given)?.steps.flatMap((s) => s.run ?? []);

describe('the commands of a remedy where Office alone does not activate', () => {
  it('are Office’s own, in its folder', () => {
    expect(filled([product(), office], { product: office.name })?.steps.slice(1)).toEqual([
      expect.objectContaining({ run: 'cd /d "%ProgramFiles%\\Microsoft Office\\Office16"', does: [] }),
      { say: 'Enter the key:', run: 'cscript //nologo ospp.vbs /inpkey:GVLK', does: [{ do: 'install-key', key: 'GVLK', application: 'office' }] },
      { say: 'Activate:', run: 'ipconfig /flushdns && cscript //nologo ospp.vbs /act', does: [{ do: 'flush-dns' }, { do: 'activate', application: 'office' }] },
      { say: 'See what Office now says of itself:', run: 'cscript //nologo ospp.vbs /dstatus', does: [{ do: 'look' }] },
    ]);
  });

  it('are so too where the findings name no product and Office is what is not licensed', () => {
    expect(runs([product(), office])).toContain('cscript //nologo ospp.vbs /dstatus');
    expect(runs([office])).toContain('cscript //nologo ospp.vbs /dstatus');
  });

  it('are those of Windows where Windows does not activate, or nothing tells', () => {
    for (const [products, args] of [[[windows, office], {}], [[windows, office], { product: windows.name }], [[office], { product: windows.name }], [[], {}], [[product(), officeProduct()], {}]] as const) {
      expect(runs(products, args)?.at(-1)).toBe(`${slmgr} /dlv`);
      expect(filled(products, args)?.steps).toHaveLength(4);
    }
  });

  it('look at the KMS host with slmgr.vbs all the same, at everything', () => {
    expect(runs([office], {}, { ...remedy, steps: [{ say: 'On the host, watch the count:', run: `${slmgr} /dlv` }, { say: 'Activate:', run: `${slmgr} /ato` }] }))
      .toEqual([`${slmgr} /dlv all`, 'cd /d "%ProgramFiles%\\Microsoft Office\\Office16"', 'cscript //nologo ospp.vbs /act']);
  });

  it('stay as they are on a KMS host, and where nothing in them is of Windows alone', () => {
    expect(runs([office], {}, { ...remedy, where: 'host' })?.at(-1)).toBe(`${slmgr} /dlv`);
    const flush = [{ say: 'Flush.', run: 'ipconfig /flushdns' }];
    expect(filled([office], {}, { ...remedy, steps: flush })?.steps).toEqual(flush);
  });
});
