import type { Clock } from '../core/clock.ts';
import {
  type Downloaded,
  downloadModel,
  PATIENT,
  type Patience,
} from '../engine/download-model.ts';
import { formatModelUri } from '../engine/model-uri.ts';
import { resolveModel } from '../engine/remote-model.ts';
import { DownloadError } from '../engine/transfer-fault.ts';
import { downloadLine } from './download-line.ts';
import { embeddedBecause, type FoundModel, noModel, type RemoteChoice } from './find-model.ts';
import type { ModelPlaces } from './model-places.ts';

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** How far it is, in words, and from 0 to 1; null before anything comes. */
  readonly onProgress: (line: string, share: number | null) => void;
  readonly clock?: Clock;
}

/** Where something else can live in its place: nobody waits more than three seconds for a network. */
const IMPATIENT: Patience = { answerMs: 2200, stallMs: 10_000, tries: 1, backoffMs: 1000 };

/** Where nobody has asked for it, but there is nothing else. */
const CURIOUS: Patience = { ...PATIENT, tries: 2 };

/**
 * Downloads a model to live with, or finds another one where it cannot be had.
 *
 * @throws UserError when there is none, or the signal's reason
 */
export async function fetchModel(
  choice: RemoteChoice,
  places: ModelPlaces,
  options: FetchOptions,
): Promise<FoundModel> {
  const { fallback, byDefault } = choice;
  const patience = fallback !== null ? IMPATIENT : byDefault ? CURIOUS : PATIENT;
  try {
    const { path } = await pullModel(choice.uri, places, options, patience);
    return { kind: 'here', path, source: choice.source };
  } catch (error) {
    if (!byDefault || !(error instanceof DownloadError)) throw error;
    if (fallback === null) throw noModel(error.reason);
    return { kind: 'here', path: fallback, source: embeddedBecause(error.reason) };
  }
}

export interface Pulled extends Downloaded {
  readonly path: string;
}

/**
 * Downloads a model, unless it is here.
 *
 * @throws DownloadError in one line, or the signal's reason
 */
export async function pullModel(
  uri: RemoteChoice['uri'],
  { hub, store }: ModelPlaces,
  { signal, onProgress, clock }: FetchOptions,
  patience: Patience = PATIENT,
): Promise<Pulled> {
  onProgress(`asking for ${formatModelUri(uri)}`, null);
  const model = await resolveModel(hub, uri, patience.answerMs, signal);
  const path = store.pathOf(model);
  const { verified } = await downloadModel({
    hub,
    model,
    target: path,
    patience,
    signal,
    onProgress: (progress) => {
      const { received, total } = progress;
      onProgress(downloadLine(model.place, progress), total === null ? 0 : received / total);
    },
    onWait: (pid) => {
      onProgress(`process ${pid} is downloading it: waiting`, 0);
    },
    ...(clock === undefined ? {} : { clock }),
  });
  return { path, verified };
}
