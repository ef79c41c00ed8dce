import { defineCheck, type Finding } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';

/** Windows 10 1903 and 1909, in which containers with process isolation disturbed the activation of the machine beneath them. */
const disturbed: ReadonlySet<string> = new Set(['18362', '18363']);
const engines: ReadonlySet<string> = new Set(['docker', 'containerd']);

export default defineCheck({
  id: 'client/no-container-involved',
  title: 'The machine is no Windows container, and none disturbs it',
  sources: ['https://github.com/microsoft/Windows-Containers/issues/585', 'https://github.com/moby/moby/issues/40545'],
  needs: ['services'],
  wants: ['machine'],
  findings: {
    // The container execution agent is in Microsoft's container images and nowhere else.
    CLIENT_IN_CONTAINER: { severity: 'note', says: (a: { service: string }) => `This is a Windows container (it has the service ${a.service}): it is licensed through the machine that runs it, and its own attempts to activate fail.` },
    CLIENT_RUNS_CONTAINERS: {
      severity: 'note',
      says: (a: { service: string; build: string }) => `The machine has a container engine (${a.service}), and in its Windows (build ${a.build}) containers that share its kernel disturb activation.`,
    },
  },
  when: ({ role }) => role === 'client',
  judge({ services, machine }, raise): Finding[] {
    const named = (wanted: (name: string) => boolean) => services.find((s) => wanted(s.name.toLowerCase()));
    const agent = named((name) => name === 'cexecsvc');
    if (agent !== undefined) return [raise.CLIENT_IN_CONTAINER({ service: agent.name })];
    const engine = named((name) => engines.has(name));
    const build = valueOf(machine)?.build ?? null;
    return engine !== undefined && build !== null && disturbed.has(build) ? [raise.CLIENT_RUNS_CONTAINERS({ service: engine.name, build })] : [];
  },
});
