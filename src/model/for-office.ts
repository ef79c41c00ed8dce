import { officeFolder } from './office-alone.ts';
import type { Remedy, RemedyAction, RemedyStep } from './remedy.ts';

const slmgr = 'cscript //nologo %windir%\\system32\\slmgr.vbs';
const ospp = 'cscript //nologo ospp.vbs';

/** What slmgr.vbs does to Windows, as ospp.vbs does it to Office. Source: both scripts' own texts. */
const commands: readonly (readonly [string, string])[] = [
  [`${slmgr} /ato`, `${ospp} /act`], [`${slmgr} /dlv`, `${ospp} /dstatus`], [`${slmgr} /ipk `, `${ospp} /inpkey:`],
];

/**
 * A remedy of the client whose commands act on Windows, for Office: key, attempt and look are Office's own. What Windows and Office share
 * (service, DNS, clock, the machine-wide host) stays. Other remedies come back as they are.
 */
export function forOffice(remedy: Remedy): Remedy {
  if (remedy.where !== 'client') return remedy;
  const steps = remedy.steps.map(stepForOffice);
  if (steps.every((step, i) => step === remedy.steps[i])) return remedy;
  const first = steps.findIndex(({ run }) => run?.includes(ospp) === true);
  const isThere = steps.slice(0, first).some(({ run }) => run === officeFolder.run);
  return { ...remedy, steps: isThere ? steps : [...steps.slice(0, first), officeFolder, ...steps.slice(first)] };
}

/** A KMS host has no ospp.vbs: there slmgr.vbs shows Office's key and count beside those of Windows where all is asked for. */
const onHost = (step: RemedyStep): RemedyStep => (step.run === `${slmgr} /dlv` ? { ...step, run: `${slmgr} /dlv all` } : step);

function stepForOffice(step: RemedyStep): RemedyStep {
  if (/^On the (?:KMS )?host\b/.test(step.say)) return onHost(step);
  const run = commands.reduce((text, [windows, office]) => text?.replaceAll(windows, office), step.run);
  if (run === step.run) return step;
  return {
    ...step, say: step.say.replace('what Windows now says of itself', 'what Office now says of itself'), ...(run === undefined ? {} : { run }),
    ...(step.does === undefined ? {} : { does: step.does.map(actionForOffice) }),
  };
}

const actionForOffice = (action: RemedyAction): RemedyAction =>
  (action.do === 'activate' || action.do === 'install-key' ? { ...action, application: 'office' } : action);
