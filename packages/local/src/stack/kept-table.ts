import type {
  AttributeDefinition,
  CreateTableCommandInput,
  GlobalSecondaryIndexDescription,
  KeySchemaElement,
  LocalSecondaryIndexDescription,
  Projection,
  TableDescription,
  UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';

/** One call of UpdateTable, without the table's name. */
export type TableChange = Omit<UpdateTableCommandInput, 'TableName'>;

interface Index {
  readonly IndexName?: string | undefined;
  readonly KeySchema?: readonly KeySchemaElement[] | undefined;
  readonly Projection?: Projection | undefined;
}

/** Compares a table that a data folder kept with what the stack says of it now. */
export class KeptTable {
  constructor(
    private readonly kept: TableDescription,
    private readonly wanted: CreateTableCommandInput,
  ) {}

  /** What Terraform would make the table anew for: what, as it is kept, as it is wanted. */
  *fixedDifferences(): Generator<readonly [what: string, kept: string, wanted: string]> {
    const sides = [this.kept, this.wanted] as const;
    const [keys, wantedKeys] = sides.map((side) => keysOf(side, side.AttributeDefinitions));
    if (keys !== wantedKeys) yield ['key', `${keys}`, `${wantedKeys}`];
    const [locals, wantedLocals] = sides.map((side) =>
      describeAll(side.LocalSecondaryIndexes, side.AttributeDefinitions),
    );
    if (locals !== wantedLocals) {
      yield ['local secondary indexes', locals || 'none', wantedLocals || 'none'];
    }
  }

  /** What brings the rest to what is wanted, in this order. An index that differs is made anew. */
  changes(): readonly TableChange[] {
    const throughput = this.throughputChange();
    return [
      ...this.staleIndexes().map(({ IndexName }) => ({
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }],
      })),
      ...(throughput === undefined ? [] : [throughput]),
      ...this.missingIndexes(),
      ...this.streamChanges(),
    ];
  }

  private staleIndexes(): readonly GlobalSecondaryIndexDescription[] {
    const wanted = new Set(this.wantedIndexes().map((index) => this.shapeWanted(index)));
    return this.keptIndexes().filter((index) => !wanted.has(this.shapeKept(index)));
  }

  private missingIndexes(): readonly TableChange[] {
    const kept = new Set(this.keptIndexes().map((index) => this.shapeKept(index)));
    return this.wantedIndexes()
      .filter((index) => !kept.has(this.shapeWanted(index)))
      .map((index) => ({
        AttributeDefinitions: this.wanted.AttributeDefinitions?.filter(({ AttributeName: name }) =>
          index.KeySchema?.some(({ AttributeName }) => AttributeName === name),
        ),
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }));
  }

  private throughputChange(): TableChange | undefined {
    const { BillingMode, ProvisionedThroughput } = this.wanted;
    const keptMode = this.kept.BillingModeSummary?.BillingMode ?? 'PROVISIONED';
    const mode = BillingMode === keptMode ? {} : { BillingMode };
    if (BillingMode === 'PAY_PER_REQUEST') return BillingMode === keptMode ? undefined : mode;
    const stale = new Set(this.staleIndexes().map(({ IndexName }) => IndexName));
    const updates = this.keptIndexes().flatMap((index) => {
      const wanted = this.wantedIndexes().find(({ IndexName }) => IndexName === index.IndexName);
      if (wanted === undefined || stale.has(index.IndexName)) return [];
      const { IndexName, ProvisionedThroughput } = wanted;
      return unitsOf(index) === unitsOf(wanted)
        ? []
        : [{ Update: { IndexName, ProvisionedThroughput } }];
    });
    const change = {
      ...mode,
      ...(unitsOf(this.kept) === unitsOf(this.wanted) ? {} : { ProvisionedThroughput }),
      ...(updates.length === 0 ? {} : { GlobalSecondaryIndexUpdates: updates }),
    };
    return Object.keys(change).length === 0 ? undefined : change;
  }

  /** Another view type is another stream. */
  private streamChanges(): readonly TableChange[] {
    const kept = this.kept.StreamSpecification?.StreamViewType;
    const specification = this.wanted.StreamSpecification;
    if (kept === specification?.StreamViewType) return [];
    return [
      ...(kept === undefined ? [] : [{ StreamSpecification: { StreamEnabled: false } }]),
      ...(specification === undefined ? [] : [{ StreamSpecification: specification }]),
    ];
  }

  private keptIndexes() {
    return this.kept.GlobalSecondaryIndexes ?? [];
  }

  private wantedIndexes() {
    return this.wanted.GlobalSecondaryIndexes ?? [];
  }

  private shapeKept(index: Index): string {
    return describe(index, this.kept.AttributeDefinitions);
  }

  private shapeWanted(index: Index): string {
    return describe(index, this.wanted.AttributeDefinitions);
  }
}

function describeAll(
  indexes: readonly (Index | LocalSecondaryIndexDescription)[] = [],
  definitions: readonly AttributeDefinition[] | undefined,
): string {
  return indexes
    .map((index) => describe(index, definitions))
    .sort()
    .join('; ');
}

/** All that makes an index what it is, on one line. */
function describe(index: Index, definitions: readonly AttributeDefinition[] | undefined): string {
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection ?? {};
  const projection = [ProjectionType, ...[...NonKeyAttributes].sort()].join(' ');
  return `${index.IndexName} (${keysOf(index, definitions)}; ${projection})`;
}

/** `HASH customerId S, RANGE orderId S` */
function keysOf(
  { KeySchema = [] }: { readonly KeySchema?: readonly KeySchemaElement[] | undefined },
  definitions: readonly AttributeDefinition[] = [],
): string {
  const types = new Map(definitions.map((one) => [one.AttributeName, one.AttributeType]));
  return KeySchema.map(
    ({ AttributeName: name, KeyType }) => `${KeyType} ${name} ${types.get(name)}`,
  ).join(', ');
}

function unitsOf({
  ProvisionedThroughput: units,
}: {
  readonly ProvisionedThroughput?:
    | {
        readonly ReadCapacityUnits?: number | undefined;
        readonly WriteCapacityUnits?: number | undefined;
      }
    | undefined;
}): string {
  return `${units?.ReadCapacityUnits ?? 0} ${units?.WriteCapacityUnits ?? 0}`;
}
