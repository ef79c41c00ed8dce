import type { Size } from '../parts/frame.tsx';
import type { Measured } from '../scrolling.ts';
import type { ScrollName, State } from '../shape.ts';

/** What every screen is drawn from. */
export type ScreenProps = {
  state: State;
  size: Size;
  /** Told when a pane's heights changed. */
  onMeasure: (scroll: ScrollName, measured: Measured) => void;
};
