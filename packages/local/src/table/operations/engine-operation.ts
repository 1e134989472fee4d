import type { EngineOperation } from '../engine/engine-types.js';
import type { Operation } from './operation.js';

/** An operation that is dynalite's alone; its writes go through ours. */
export function engineOperation(name: EngineOperation): Operation {
  return async ({ engine, writer }, body) => engine.run(name, engine.validate(name, body), writer);
}
