import check from '../../../checks/integrity/licensing-programs-untouched.ts';
import { evidence, onlyEvidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

checkTable(check, [
  { rule: 'nothing is set for the programs of licensing', on: evidence(), status: 'pass', tags: [] },
  { rule: 'another program in place of one of them is told, with its name', on: evidence({ windowsState: { hookedPrograms: ['SppExtComObj.exe (Debugger)'], hardwareClockIsUtc: false, utcOffsetMinutes: null, hasKb971033: null } }), status: 'fail', tags: ['LICENSING_PROGRAM_HOOKED'], says: ['SppExtComObj.exe (Debugger)'] },
  { rule: 'several are one finding', on: evidence({ windowsState: { hookedPrograms: ['SppExtComObj.exe (Debugger)', 'sppsvc.exe (VerifierDlls)'], hardwareClockIsUtc: false, utcOffsetMinutes: null, hasKb971033: null } }), status: 'fail', tags: ['LICENSING_PROGRAM_HOOKED'] },
  { rule: 'a registry that may not be read tells nothing', on: evidence({ windowsState: 'denied' }), status: 'unknown', missing: ['windowsState'] },
  { rule: 'a look at the network alone says nothing of a machine', on: onlyEvidence({ windowsState: { hookedPrograms: [], hardwareClockIsUtc: false, utcOffsetMinutes: null, hasKb971033: null } }), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
