import type { ChangeKind, Flow, FlowStep } from '../contract.js';

/** How many records took which step since it was last asked. */
export class FlowTally {
  #flows = new Map<string, { -readonly [Name in keyof Flow]: Flow[Name] }>();

  add(
    step: FlowStep,
    change: { readonly tableName: string; readonly kind: ChangeKind; readonly shardId?: string },
  ): void {
    const { tableName, kind, shardId } = change;
    const name = `${step} ${tableName} ${kind} ${shardId ?? ''}`;
    const flow = this.#flows.get(name);
    if (flow !== undefined) flow.count += 1;
    else {
      this.#flows.set(name, {
        step,
        tableName,
        kind,
        count: 1,
        ...(shardId === undefined ? {} : { shardId }),
      });
    }
  }

  take(): readonly Flow[] {
    const flows = [...this.#flows.values()];
    this.#flows = new Map();
    return flows;
  }
}
