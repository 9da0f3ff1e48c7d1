import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../core/user-error.ts';
import { formatModelUri } from '../engine/model-uri.ts';
import { megabytes } from './bytes.ts';
import { hang } from './hang.ts';
import { findModel, type Wish } from './find-model.ts';
import type { ModelPlaces } from './model-places.ts';
import { table } from './table.ts';

/** The models that are here, and which of them would live: lines for a terminal. */
export function listModels(places: ModelPlaces, wish: Wish): string {
  const { store, embedded } = places;
  const { path, why } = chosen(places, wish);
  const mark = (model: string): string => (model === path ? '*' : ' ');
  const rows = [
    ...store.list().map(({ place, path, bytes }) => [mark(path), place, megabytes(bytes)]),
    ...store
      .parts()
      .map(({ place, bytes }) => [' ', `${place} (interrupted: pull it again)`, megabytes(bytes)]),
    ...(embedded === null
      ? []
      : [[mark(embedded), `${basename(embedded)} (embedded)`, megabytes(statSync(embedded).size)]]),
  ];
  return [
    table(rows, { right: [2] }),
    rows.length === 0 ? 'No model is here.\n' : '\n',
    hang('', why, 2),
    rows.length === 0 ? '' : hang('', 'A name as it stands here may follow --model-path.', 2),
    hang('', `Downloaded models are in ${store.directory}`, 2),
  ].join('');
}

function chosen(places: ModelPlaces, wish: Wish): { path: string | null; why: string } {
  try {
    const choice = findModel(wish, places);
    if (choice.kind === 'here')
      return { path: choice.path, why: `* would live: ${choice.source}.` };
    const instead =
      choice.fallback === null ? '' : '; without a network the embedded mind would live';
    return {
      path: null,
      why: `${formatModelUri(choice.uri)} would be downloaded first${instead}.`,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { path: null, why: error.message };
  }
}
