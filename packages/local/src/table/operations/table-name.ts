/** The `TableName` member of the control plane, in dynalite's notation. */
export const TABLE_NAME = {
  TableName: { type: 'String', required: true, tableName: true, regex: '[a-zA-Z0-9_.-]+' },
};
