import { defineCheck } from '../../src/model/check.ts';

export default defineCheck({
  id: 'integrity/licensing-programs-untouched',
  title: 'Windows starts and loads nothing else with the programs of licensing',
  sources: ['https://learn.microsoft.com/previous-versions/windows/desktop/xperf/image-file-execution-options'],
  needs: ['windowsState'],
  findings: {
    LICENSING_PROGRAM_HOOKED: {
      severity: 'fail',
      says: (a: { programs: readonly string[] }) =>
        `Windows is told to start or load something else with ${a.programs.join(' and ')}, under Image File Execution Options; Windows itself never sets that for its licensing.`,
    },
  },
  when: ({ role }) => role !== 'network',
  judge({ windowsState: { hookedPrograms } }, raise) {
    return hookedPrograms.length === 0 ? [] : [raise.LICENSING_PROGRAM_HOOKED({ programs: hookedPrograms.slice(0, 6) })];
  },
});
