import { AwsError } from '../wire/aws-error.js';
import { Members } from '../wire/members.js';
import type { RestCall, RestRoute } from '../wire/rest-json.js';
import { parseFunctionReference } from './function-reference.js';
import type { Functions } from './functions.js';
import type { Mappings } from './mappings.js';

type Tags = Readonly<Record<string, string>>;

/** The tags of one resource, and the way to exchange them. */
interface Tagged {
  readonly tags: Tags;
  readonly set: (tags: Tags) => void;
}

/** Lambda's calls on tags, of functions and of event source mappings. */
export function tagRoutes(functions: Functions, mappings: Mappings): readonly RestRoute[] {
  const path = '/2017-03-31/tags/{arn}';
  const tagged = (call: RestCall): Tagged => {
    const arn = call.path['arn'] ?? '';
    const uuid = /:event-source-mapping:(.+)$/.exec(arn)?.[1];
    if (uuid !== undefined) {
      return { tags: mappings.tags(uuid), set: (tags) => mappings.setTags(uuid, tags) };
    }
    const { name } = parseFunctionReference(arn);
    return { tags: functions.get(name).tags, set: (tags) => functions.setTags(name, tags) };
  };
  return [
    {
      method: 'GET',
      path,
      answer: (call) => ({ body: { Tags: tagged(call).tags } }),
    },
    {
      method: 'POST',
      path,
      answer: (call) => {
        const more = new Members(call.json()).textMap('Tags') ?? {};
        const { tags, set } = tagged(call);
        set({ ...tags, ...more });
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path,
      answer: (call) => {
        const names = call.query.getAll('tagKeys');
        if (names.length === 0) {
          throw new AwsError(400, 'ValidationException', 'tagKeys must not be empty.');
        }
        const { tags, set } = tagged(call);
        set(Object.fromEntries(Object.entries(tags).filter(([name]) => !names.includes(name))));
        return { status: 204 };
      },
    },
  ];
}
