import { AwsError, dynamoException, validationException } from '../aws-error.js';
import type { Engine } from '../engine/engine.js';
import type { Members } from '../engine/engine-types.js';
import type { Settings } from '../table-settings.js';
import type { Operation } from './operation.js';
import { TABLE_NAME } from './table-name.js';

const MOST_RECOVERY_DAYS = 35;
const DAY_MS = 24 * 60 * 60 * 1000;
const UPDATE_TYPES = {
  ...TABLE_NAME,
  PointInTimeRecoverySpecification: {
    type: 'FieldStruct<PointInTimeRecoverySpecification>',
    notNull: true,
    children: {
      PointInTimeRecoveryEnabled: { type: 'Boolean', notNull: true },
      RecoveryPeriodInDays: {
        type: 'Integer',
        greaterThanOrEqual: 1,
        lessThanOrEqual: MOST_RECOVERY_DAYS,
      },
    },
  },
};

/** DescribeContinuousBackups. The setting is kept and told; nothing is backed up. */
export const describeContinuousBackups: Operation = async (context, body) => {
  const { engine, settings, clock } = context;
  const tableName = existingTable(engine, engine.check(body, TABLE_NAME));
  return describe(settings.get(tableName), clock.now());
};

/** UpdateContinuousBackups. */
export const updateContinuousBackups: Operation = async (context, body) => {
  const { engine, writer, settings, clock } = context;
  const data = engine.check(body, UPDATE_TYPES);
  const tableName = existingTable(engine, data);
  const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days } = data[
    'PointInTimeRecoverySpecification'
  ] as { readonly PointInTimeRecoveryEnabled: boolean; readonly RecoveryPeriodInDays?: number };
  if (!enabled && days !== undefined) {
    throw validationException(
      'One or more parameter values were invalid: RecoveryPeriodInDays cannot be set when PointInTimeRecoveryEnabled is false',
    );
  }
  await writer.changeSettings(tableName, ({ recoverableSince, recoveryDays, ...rest }) =>
    enabled
      ? {
          ...rest,
          recoverableSince: recoverableSince ?? clock.now(),
          recoveryDays: days ?? recoveryDays ?? MOST_RECOVERY_DAYS,
        }
      : rest,
  );
  return describe(settings.get(tableName), clock.now());
};

function existingTable(engine: Engine, data: Members): string {
  const tableName = String(data['TableName']);
  try {
    engine.anyTable(tableName);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw dynamoException('TableNotFoundException', `Table not found: ${tableName}`);
  }
  return tableName;
}

function describe(
  { recoverableSince, recoveryDays = MOST_RECOVERY_DAYS }: Settings,
  now: number,
): Members {
  const recovery =
    recoverableSince === undefined
      ? { PointInTimeRecoveryStatus: 'DISABLED' }
      : {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: recoveryDays,
          EarliestRestorableDateTime:
            Math.max(recoverableSince, now - recoveryDays * DAY_MS) / 1000,
          LatestRestorableDateTime: now / 1000,
        };
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: recovery,
    },
  };
}
