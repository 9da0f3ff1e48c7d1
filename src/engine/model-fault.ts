/** Why a model cannot live here, and what to do about it. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly remedy: string;

  /**
   * @param message goes on from the name of the file: "is cut short"
   * @param remedy what to do
   */
  constructor(message: string, remedy = 'choose another model with --model-path') {
    super(message);
    this.remedy = remedy;
  }
}

/** What to do where the file has probably been damaged on its way. */
export const DOWNLOAD_AGAIN = 'download it again, or choose another model with --model-path';

/** The header says something that would crash llama.cpp. */
export function damaged(what: string): ModelFault {
  return new ModelFault(`has a broken header (${what})`, DOWNLOAD_AGAIN);
}
