import { type CompiledFilter, compileFilter } from '../compile-filter.js';
import { InvalidConditionError } from '../errors.js';
import { duplicatePath } from '../lint/rules/duplicates.js';
import { parsePattern } from '../pattern/parse-pattern.js';
import type { PatternJson } from './attribute-condition.js';
import { type ImageConditions, imageJson } from './image-conditions.js';

/** What happened to the item. */
export type EventName = 'INSERT' | 'MODIFY' | 'REMOVE';

const eventNames: readonly EventName[] = ['INSERT', 'MODIFY', 'REMOVE'];

type StreamPart = 'NewImage' | 'OldImage' | 'Keys';

interface Parts {
  readonly eventNames?: readonly EventName[];
  readonly userIdentity?: PatternJson;
  readonly dynamodb: Readonly<Partial<Record<StreamPart, PatternJson>>>;
  /** Of these at least one must hold as well. */
  readonly either?: readonly object[];
}

/**
 * A filter on the stream records of one table, under construction. It never changes: each call
 * gives a new one. `Names` are the events that it lets through.
 */
export class RecordFilter<Item extends object, Names extends EventName = EventName> {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Conditions on the item after the change. A REMOVE has no new image. */
  newImage(
    conditions: [Names] extends ['REMOVE'] ? 'A REMOVE has no new image' : ImageConditions<Item>,
  ): RecordFilter<Item, Names> {
    return this.#with('NewImage', conditions);
  }

  /** Conditions on the item before the change. An INSERT has no old image. */
  oldImage(
    conditions: [Names] extends ['INSERT'] ? 'An INSERT has no old image' : ImageConditions<Item>,
  ): RecordFilter<Item, Names> {
    return this.#with('OldImage', conditions);
  }

  /** Conditions on the primary key, which every record carries. */
  keys(conditions: ImageConditions<Item>): RecordFilter<Item, Names> {
    return this.#with('Keys', conditions);
  }

  /**
   * Besides all else, one of these must hold:
   * `.either((it) => it.newImage({ status: equals('PAID') }), (it) => it.oldImage({ … }))`.
   *
   * @throws InvalidConditionError for fewer than two alternatives, and for a second `either`.
   */
  either(
    ...alternatives: readonly ((it: RecordFilter<Item, Names>) => RecordFilter<Item, Names>)[]
  ): RecordFilter<Item, Names> {
    if (this.#parts.either !== undefined || alternatives.length < 2) {
      throw new InvalidConditionError(
        'A filter takes either() once, with two alternatives or more',
        'Write one filter for each alternative: one that matches suffices.',
      );
    }
    const bare = new RecordFilter<Item, Names>({ dynamodb: {} });
    return new RecordFilter({
      ...this.#parts,
      either: alternatives.map((alternative) => alternative(bare).#json()),
    });
  }

  /**
   * The pattern's text, as small as it can be.
   *
   * @throws InvalidFilterPatternError when it asks for nothing or is longer than Lambda allows.
   */
  toPattern(): string {
    return this.compile().pattern;
  }

  /** An entry of `FilterCriteria.Filters`. */
  toFilter(): { readonly Pattern: string } {
    return { Pattern: this.toPattern() };
  }

  /** The filter, ready to match records. */
  compile(): CompiledFilter {
    const filter = compileFilter(this.#json());
    const [twice] = duplicatePath(parsePattern(filter.pattern), {});
    if (twice === undefined) return filter;
    throw new InvalidConditionError(`${twice.message} (at ${twice.path})`, twice.mend);
  }

  #with(part: StreamPart, conditions: object | string): RecordFilter<Item, Names> {
    if (typeof conditions === 'string')
      throw new InvalidConditionError(conditions, 'Leave the call out.');
    const { dynamodb } = this.#parts;
    const added = imageJson(conditions);
    const twice = Object.keys(added).find((name) => dynamodb[part]?.[name] !== undefined);
    if (twice !== undefined) {
      throw new InvalidConditionError(
        `${part}.${twice} is asked about twice, and a pattern keeps only the last`,
        'Put both into one condition, for example with anyOf.',
      );
    }
    return new RecordFilter({
      ...this.#parts,
      dynamodb: { ...dynamodb, [part]: { ...dynamodb[part], ...added } },
    });
  }

  #json(): object {
    const { eventNames: names = eventNames, userIdentity, dynamodb, either } = this.#parts;
    const asksMore =
      userIdentity !== undefined || either !== undefined || Object.keys(dynamodb).length > 0;
    const asksForAll = eventNames.every((name) => names.includes(name));
    return {
      ...(asksForAll && (asksMore || this.#parts.eventNames === undefined)
        ? {}
        : { eventName: names }),
      ...(userIdentity === undefined ? {} : { userIdentity }),
      ...(Object.keys(dynamodb).length === 0 ? {} : { dynamodb }),
      ...(either === undefined ? {} : { $or: either }),
    };
  }
}
