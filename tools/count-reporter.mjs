// A vitest reporter that adds this run's numbers to the file named by KMSDOCTOR_TEST_COUNTS, for the last line of .ci/run.
import { appendFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, errors) {
    const file = process.env.KMSDOCTOR_TEST_COUNTS;
    if (file === undefined) return;
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      if (module.state() === 'failed' && [...module.children.allTests('failed')].length === 0) counts.failed++;
      for (const test of module.children.allTests()) counts[test.result().state] = (counts[test.result().state] ?? 0) + 1;
    }
    appendFileSync(file, `${counts.passed} ${counts.failed} ${counts.skipped}\n`);
  }
}
