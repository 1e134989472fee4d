import { setTimeout as sleep } from 'node:timers/promises';
import type { AcknowledgedWrite } from './audit-road.js';
import type { OrderLife, ScenarioStep } from './scenario.js';

/** Where the scenario's writes go: one writer an order. */
export type OpenWriter = (life: OrderLife) => {
  perform(step: ScenarioStep): Promise<AcknowledgedWrite>;
};

export interface WritingOptions {
  /** Orders that are written side by side. */
  readonly sideBySide: number;
  /** Milliseconds between two writes of one order. */
  readonly pause: number;
  readonly onWrite: (write: AcknowledgedWrite) => void;
}

/** Writes lives side by side, each of them in its order. */
export async function writeScenario(
  lives: readonly OrderLife[],
  openWriter: OpenWriter,
  { sideBySide, pause, onWrite }: WritingOptions,
): Promise<void> {
  const waiting = [...lives];
  const writeNext = async (): Promise<void> => {
    for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) {
      const writer = openWriter(life);
      for (const step of life.steps) {
        onWrite(await writer.perform(step));
        await sleep(pause);
      }
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, writeNext));
}
