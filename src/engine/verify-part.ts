import { UserError } from '../core/user-error.ts';
import { checkModel } from './check-model.ts';
import type { PartFile, PartNotes } from './part-file.ts';
import { TransferFault } from './transfer-fault.ts';

/** All of it is here, and it is not what it should be. */
export class Unusable extends TransferFault {}

/**
 * Checks a download before it gets its name: its SHA-256, where anybody has said
 * it, and that it is a model that can live.
 *
 * @throws Unusable
 */
export async function verifyPart(part: PartFile, { sha256 }: PartNotes): Promise<void> {
  if (sha256 !== null) {
    const here = await part.sha256();
    if (here !== sha256) {
      throw new Unusable(
        `its SHA-256 is ${here.slice(0, 12)}… and should be ${sha256.slice(0, 12)}…`,
        'it has been deleted: try again, or use another network',
      );
    }
  }
  try {
    checkModel(part.path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // "….part is cut short: download it again": here it has no name yet.
    const words = error.message.replace(part.path, 'it');
    const end = words.lastIndexOf(': ');
    throw new Unusable(words.slice(0, end), words.slice(end + 2));
  }
}
