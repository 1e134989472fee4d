import { hasHalves } from '../../operators/ignore-case.js';
import type { FieldRule } from '../rule.js';

/** An emoji, or another character beyond the basic plane, where case is ignored. */
export const ignoredCase: FieldRule = (field) =>
  field.matchers.flatMap(({ caseless = [], operator }, index) =>
    caseless.filter(hasHalves).map((text) => ({
      code: 'CASE_NOT_IGNORED' as const,
      severity: 'warning' as const,
      path: `${field.place}[${index}]`,
      message: `Where case is ignored, AWS's engine reads a character such as an emoji as "??", so ${JSON.stringify(text)} is never ${operator === 'anything-but' ? 'kept out' : 'found'}`,
      mend: 'Leave the character out, or compare exactly.',
    })),
  );
