import type { ReactionState } from '../contract.js';

const TEXT_LENGTH = 160;

interface Effect {
  effects: number;
  last: string;
  /** Puts the newest into a few words. Done for what is shown, not for each. */
  summarize: (text: string) => string;
}

const asItIs = (text: string) => text;

/** Counts what functions do to the world: lines logged, items written elsewhere, events published. */
export class EffectWatch {
  readonly #effects = new Map<string, Effect>();

  see(name: string, text: string, summarize = asItIs): void {
    const known = this.#effects.get(name);
    if (known === undefined) {
      this.#effects.set(name, { effects: 1, last: text, summarize });
      return;
    }
    known.effects += 1;
    known.last = text;
  }

  states(): readonly ReactionState[] {
    return [...this.#effects].map(([name, { effects, last, summarize }]) => ({
      name,
      effects,
      ...(last === '' ? {} : { last: summarize(last).slice(0, TEXT_LENGTH) }),
    }));
  }
}
