import dynalite from 'dynalite';
import { createTableService } from '../../../src/table/index.js';
import { listen, serve } from '../support/serve.js';
import type { Pair } from './against-dynalite.js';
import { endRawCalls } from './raw-call.js';

/** The front and bare dynalite side by side, both in memory. */
export async function startPair(): Promise<Pair & { close(): Promise<void> }> {
  const bare = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const served = await serve(await createTableService({ region: 'us-east-1' }));
  return {
    front: served.endpoint,
    dynalite: await listen(bare),
    close: async () => {
      endRawCalls();
      await served.close();
      bare.closeAllConnections();
      await new Promise((resolve) => bare.close(resolve));
    },
  };
}
