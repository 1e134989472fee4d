import { validationException } from '../aws-error.js';
import type { Members } from '../engine/engine-types.js';
import type { StreamCatalog } from '../streams/stream-catalog.js';
import { VIEW_TYPES, type ViewType } from '../streams/view-type.js';

/** The `StreamSpecification` member in dynalite's notation; dynalite itself drops it. */
export const STREAM_SPECIFICATION = {
  StreamSpecification: {
    type: 'FieldStruct<StreamSpecification>',
    children: {
      StreamEnabled: { type: 'Boolean', notNull: true },
      StreamViewType: {
        type: 'String',
        enum: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'],
      },
    },
  },
};

/** What a request asks of a stream. */
export type StreamWish =
  | { readonly kind: 'none' }
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly viewType: ViewType };

/** Takes `StreamSpecification` out of a checked request. */
export function takeStreamWish(data: Members): StreamWish {
  const specification = data['StreamSpecification'] as
    | { readonly StreamEnabled: boolean; readonly StreamViewType?: string }
    | undefined;
  delete data['StreamSpecification'];
  if (specification === undefined) return { kind: 'none' };
  const viewType = VIEW_TYPES.find((type) => type === specification.StreamViewType);
  if (!specification.StreamEnabled) {
    if (viewType === undefined) return { kind: 'off' };
    throw validationException(
      'One or more parameter values were invalid: StreamViewType cannot be set when StreamEnabled is false',
    );
  }
  if (viewType !== undefined) return { kind: 'on', viewType };
  throw validationException(
    'One or more parameter values were invalid: StreamViewType must be set when StreamEnabled is true',
  );
}

/** Adds what DynamoDB says of a table's stream to the table's description. */
export function withStreamFields(catalog: StreamCatalog, table: Members): Members {
  const latest = catalog.latestOf(String(table['TableName']), table['TableId']);
  if (latest === undefined) return table;
  const { viewType, label } = latest.description;
  return {
    ...table,
    ...(latest.isEnabled
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: viewType } }
      : {}),
    LatestStreamLabel: label,
    LatestStreamArn: latest.arn,
  };
}
