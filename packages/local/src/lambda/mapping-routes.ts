import { Members } from '../wire/members.js';
import type { RestRoute } from '../wire/rest-json.js';
import type { Functions } from './functions.js';
import { mappingAnswer } from './mapping-answer.js';
import type { Mappings } from './mappings.js';
import { pageOf } from './page.js';

const base = '/2015-03-31/event-source-mappings';

/** Lambda's calls on event source mappings. */
export function mappingRoutes(mappings: Mappings, functions: Functions): readonly RestRoute[] {
  return [
    {
      method: 'POST',
      path: base,
      answer: async (call) => ({
        status: 202,
        body: mappingAnswer(await mappings.create(call.json())),
      }),
    },
    {
      method: 'GET',
      path: base,
      answer: ({ query }) => {
        const input = new Members(Object.fromEntries(query));
        const eventSourceArn = input.string('EventSourceArn');
        const functionName = input.string('FunctionName');
        const all = mappings.list({
          ...(eventSourceArn === undefined ? {} : { eventSourceArn }),
          ...(functionName === undefined
            ? {}
            : { functionArn: functions.referenceArn(functionName) }),
        });
        const { items, nextMarker } = pageOf(all, query, 100);
        return {
          body: {
            ...(nextMarker === null ? {} : { NextMarker: nextMarker }),
            EventSourceMappings: items.map(mappingAnswer),
          },
        };
      },
    },
    {
      method: 'GET',
      path: `${base}/{uuid}`,
      answer: ({ path }) => ({ body: mappingAnswer(mappings.get(path['uuid'] ?? '')) }),
    },
    {
      method: 'PUT',
      path: `${base}/{uuid}`,
      answer: (call) => ({
        status: 202,
        body: mappingAnswer(mappings.update(call.path['uuid'] ?? '', call.json())),
      }),
    },
    {
      method: 'DELETE',
      path: `${base}/{uuid}`,
      answer: ({ path }) => ({
        status: 202,
        body: mappingAnswer(mappings.delete(path['uuid'] ?? '')),
      }),
    },
  ];
}
