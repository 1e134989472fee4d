import { expandBranches } from '../../match/branches.js';
import type { FieldCondition } from '../../pattern/pattern.js';
import type { StreamViewType } from '../lint-options.js';
import { followWay, type ImageName } from '../record-way.js';
import type { PatternRule } from '../rule.js';
import type { FilterWarning } from '../warning.js';

const imagesOfView: Readonly<Record<StreamViewType, readonly ImageName[]>> = {
  KEYS_ONLY: ['Keys'],
  NEW_IMAGE: ['Keys', 'NewImage'],
  OLD_IMAGE: ['Keys', 'OldImage'],
  NEW_AND_OLD_IMAGES: ['Keys', 'NewImage', 'OldImage'],
};

/** The event that comes without this image. */
const eventWithout: Readonly<Partial<Record<ImageName, string>>> = {
  NewImage: 'REMOVE',
  OldImage: 'INSERT',
};

/** A condition on an image that the stream, or the event named beside it, never carries. */
export const imageNeverPresent: PatternRule = (pattern, { viewType }) =>
  expandBranches(pattern).flatMap((branch) => {
    const eventName = branch.get('eventName');
    return [...branch.values()].flatMap((field): readonly FilterWarning[] => {
      const way = followWay(field);
      if (way.kind !== 'attribute') return [];
      if (viewType !== undefined && !imagesOfView[viewType].includes(way.image)) {
        return [notInView(field, way.image, viewType)];
      }
      const lacking = eventWithout[way.image];
      const names = eventName?.matchers.map(({ equalTo }) => equalTo) ?? [];
      if (lacking === undefined || !names.includes(lacking)) return [];
      const mayBeAbsent = field.matchers.some(({ matchesAbsence }) => matchesAbsence === true);
      if (mayBeAbsent && names.length > 1) return [];
      return [notInEvent(field, way.image, lacking, mayBeAbsent)];
    });
  });

function notInView(
  field: FieldCondition,
  image: ImageName,
  viewType: StreamViewType,
): FilterWarning {
  return {
    code: 'IMAGE_NEVER_PRESENT',
    severity: 'warning',
    path: field.place,
    message: `A stream of view type ${viewType} carries no ${image}`,
    mend: 'Set the stream to NEW_AND_OLD_IMAGES, or ask about what it carries.',
  };
}

function notInEvent(
  field: FieldCondition,
  image: ImageName,
  event: string,
  mayBeAbsent: boolean,
): FilterWarning {
  return {
    code: 'IMAGE_NEVER_PRESENT',
    severity: 'warning',
    path: field.place,
    message: mayBeAbsent
      ? `${event} never has ${describe(image)}, so the condition says nothing`
      : `${event} is let through by eventName, but it never has ${describe(image)}, so no ${event} passes`,
    mend: mayBeAbsent
      ? 'Leave the condition out.'
      : `Leave ${event} out of eventName, or give it a filter of its own.`,
  };
}

function describe(image: ImageName): string {
  return image === 'OldImage' ? 'an old image' : 'a new image';
}
