import { type Change, mapImages } from '@millrace/shared';

/**
 * Reads every image of a change now, and awaits those that are promised. What is wrong with a new
 * image is thrown here, what is wrong with an old one whenever that is read.
 */
export function awaitImages<Item>(
  change: Change<Item | Promise<Item>>,
): Change<Item> | Promise<Change<Item>> {
  const newImage = 'newImage' in change ? change.newImage : undefined;
  const oldImage = 'oldImage' in change ? tryOldImage(change) : undefined;
  const isPromised = newImage instanceof Promise || oldImage instanceof Promise;
  // An image that was read stays as it is, so none of these is a promise.
  if (!isPromised) return change as Change<Item>;
  return settleImages(change, newImage, oldImage);
}

// One that cannot be read is read again by whoever needs it, and fails there.
function tryOldImage<Image>(change: { readonly oldImage: Image }): Image | undefined {
  try {
    return change.oldImage;
  } catch {
    return undefined;
  }
}

async function settleImages<Item>(
  change: Change<Item | Promise<Item>>,
  ...images: readonly (Item | Promise<Item> | undefined)[]
): Promise<Change<Item>> {
  const [newImage, oldImage] = await Promise.allSettled(images);
  if (newImage?.status === 'rejected') throw newImage.reason;
  return mapImages(change, (image, field) => {
    const settled = field === 'dynamodb.NewImage' ? newImage : oldImage;
    if (settled?.status === 'rejected') throw settled.reason;
    return (settled?.value ?? image) as Item;
  });
}
