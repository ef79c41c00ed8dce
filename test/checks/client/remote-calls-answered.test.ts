import check from '../../../checks/client/remote-calls-answered.ts';
import { attempt, caseOf, evidence, hostBody, onlyEvidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const refused = attempt({ at: null, product: null, activationId: null, succeeded: null, code: '0x80070005', remote: 'refused' });
const asked = attempt({ code: '0x80070005', remote: 'asked' });

checkTable(check, [
  { rule: 'a machine that did not let itself be asked is told, with what it said', on: onlyEvidence({ activationAttempts: [refused] }), status: 'warn', tags: ['REMOTE_CALL_REFUSED'], says: [/refused to be asked from another machine \(0x80070005\).*nothing about its activation/] },
  { rule: 'several refusals with one code are one', on: onlyEvidence({ activationAttempts: [refused, refused] }), status: 'warn', tags: ['REMOTE_CALL_REFUSED'] },
  { rule: 'an attempt that was denied says that it was asked for from elsewhere', on: onlyEvidence({ activationAttempts: [asked] }), status: 'pass', tags: ['ATTEMPT_MADE_REMOTELY'] },
  { rule: 'and so does one without an RPC server', on: onlyEvidence({ activationAttempts: [attempt({ code: '0x800706BA', remote: 'asked' })] }), status: 'pass', tags: ['ATTEMPT_MADE_REMOTELY'] },
  { rule: 'of another code it does not matter from where', on: onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F074', remote: 'asked' })] }), status: 'pass', tags: [] },
  { rule: 'attempts made on the machine are no remote calls', on: evidence({ activationAttempts: [attempt({ code: '0x80070005' })] }), status: 'inapplicable' },
  { rule: 'no attempt at all', on: evidence({ activationAttempts: 'not-asked' }), status: 'inapplicable' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
], ['pass', 'warn', 'inapplicable']);
