import { cleanText } from '../model/clean.ts';
import type { ProgressEvent } from '../model/progress.ts';

/** Where progress is drawn: this process's standard error, unless a test says otherwise. */
export type ProgressScreen = { isTTY?: boolean; columns?: number; write: (text: string) => unknown };

/** One line on standard error that says what is waited for, and only where a person sees it. */
export function progressLine(stderr: ProgressScreen = process.stderr): { onProgress: (event: ProgressEvent) => void; end: () => void } {
  if (!stderr.isTTY) return { onProgress: () => {}, end: () => {} };
  const running = new Map<string, string>();
  const draw = (): void => {
    const [first] = running.values();
    const more = running.size > 1 ? ` and ${running.size - 1} more` : '';
    const line = first === undefined ? '' : `Waiting for ${first}${more}`;
    stderr.write(`\r\u001B[K${cleanText(line).slice(0, Math.max(20, (stderr.columns ?? 80) - 1))}`);
  };
  return {
    onProgress(event) {
      if (event.type === 'evidence') return;
      if (event.type === 'started') running.set(event.step, event.label);
      else running.delete(event.step);
      draw();
    },
    end() {
      stderr.write('\r\u001B[K');
    },
  };
}
