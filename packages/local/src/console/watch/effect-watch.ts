import type { ReactionState } from '../contract.js';

const TEXT_LENGTH = 160;

/** Counts what functions do to the world: lines logged, items written elsewhere, events published. */
export class EffectWatch {
  readonly #effects = new Map<string, { effects: number; last: string }>();

  see(name: string, text: string): void {
    const known = this.#effects.get(name) ?? { effects: 0, last: '' };
    known.effects += 1;
    known.last = text.slice(0, TEXT_LENGTH);
    this.#effects.set(name, known);
  }

  states(): readonly ReactionState[] {
    return [...this.#effects].map(([name, { effects, last }]) => ({
      name,
      effects,
      ...(last === '' ? {} : { last }),
    }));
  }
}
