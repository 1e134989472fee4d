import { type Change, makeChange } from '@millrace/shared';

/**
 * Reads every image of a change now, and awaits those that are promised. What is wrong with a new
 * image is thrown here, what is wrong with an old one whenever that is read.
 */
export function awaitImages<Item>(
  change: Change<Item | Promise<Item>>,
): Change<Item> | Promise<Change<Item>> {
  const newImage = 'newImage' in change ? change.newImage : undefined;
  const oldImage = 'oldImage' in change ? promiseFailure(() => change.oldImage) : undefined;
  const isPromised = newImage instanceof Promise || oldImage instanceof Promise;
  // An image that was read stays as it is, so none of these is a promise.
  return isPromised ? settleImages(change, newImage, oldImage) : (change as Change<Item>);
}

function promiseFailure<Image>(read: () => Image): Image | Promise<never> {
  try {
    return read();
  } catch (error) {
    return Promise.reject(error);
  }
}

async function settleImages<Item>(
  change: Change<unknown>,
  ...images: readonly [Item | Promise<Item> | undefined, Item | Promise<Item> | undefined]
): Promise<Change<Item>> {
  const [newImage, oldImage] = await Promise.allSettled(images);
  if (newImage.status === 'rejected') throw newImage.reason;
  return makeChange(change.kind, change, (field) => {
    const settled = field === 'dynamodb.NewImage' ? newImage : oldImage;
    if (settled.status === 'rejected') throw settled.reason;
    // A change is only asked for the images that its kind has.
    return settled.value as Item;
  });
}
