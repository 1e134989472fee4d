import { type Change, makeChange } from '@millrace/shared';

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
  return isPromised ? settleImages(change) : (change as Change<Item>);
}

// One that cannot be read is read again by whoever needs it, and fails there.
function tryOldImage<Image>(change: { readonly oldImage: Image }): Image | undefined {
  try {
    return change.oldImage;
  } catch {
    return undefined;
  }
}

async function settleImages<Item>(change: Change<Item | Promise<Item>>): Promise<Change<Item>> {
  const [newImage, oldImage] = await Promise.allSettled([newImageOf(change), oldImageOf(change)]);
  if (newImage.status === 'rejected') throw newImage.reason;
  return makeChange(change.kind, change, (field) => {
    const settled = field === 'dynamodb.NewImage' ? newImage : oldImage;
    if (settled.status === 'rejected') throw settled.reason;
    // A change is only asked for the images that its kind has.
    return settled.value as Item;
  });
}

// Asynchronous, so that what throws at once is settled like what is promised.
async function newImageOf<Item>(change: Change<Item | Promise<Item>>): Promise<Item | undefined> {
  return 'newImage' in change ? change.newImage : undefined;
}

async function oldImageOf<Item>(change: Change<Item | Promise<Item>>): Promise<Item | undefined> {
  return 'oldImage' in change ? change.oldImage : undefined;
}
