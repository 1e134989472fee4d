/**
 * Prices in US dollars, without free tier, volume tiers or savings plans. DynamoDB Streams costs nothing
 * when Lambda reads it. Look them up again when the date is old: https://aws.amazon.com/lambda/pricing/
 */
export const prices = {
  asOf: '2026-11-24',
  region: 'us-east-1',
  /** For each invocation. */
  lambdaRequest: 0.2 / 1_000_000,
  /** For each gigabyte of memory and second. */
  lambdaGigabyteSecond: { arm64: 0.000_013_333_4, x86_64: 0.000_016_666_7 },
} as const;

export type Architecture = keyof typeof prices.lambdaGigabyteSecond;
