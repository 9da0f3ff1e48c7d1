import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { DEFAULT_MODEL, type PinnedModel } from './default-model.ts';
import { downloadUrl, type Hub, listingUrl } from './hub.ts';
import { decode, formatModelUri, type HubTag, isPlainPath, type ModelUri } from './model-uri.ts';
import { request } from './request.ts';
import { DownloadError, TransferFault } from './transfer-fault.ts';
import { watchdog } from './watchdog.ts';

/** A model that can be downloaded. */
export interface RemoteModel {
  /** As it is written for people: "hf:user/repo/file.gguf". */
  readonly name: string;
  readonly url: string;
  /** Where it belongs among the models here: "user/repo/file.gguf". */
  readonly place: string;
  /** In hexadecimal; null where nobody has said it yet. */
  readonly sha256: string | null;
  /** Null where nobody has said it yet. */
  readonly bytes: number | null;
}

/**
 * Finds out which file an address means. Only a quantization has to be looked up
 * at the hub; it waits `answerMs` for that.
 *
 * @throws DownloadError when there is no such file or no network, or the signal's reason
 */
export async function resolveModel(
  hub: Hub,
  uri: ModelUri,
  answerMs: number,
  signal: AbortSignal,
): Promise<RemoteModel> {
  if (uri.kind !== 'tag') return knownModel(hub, uri);
  const dog = watchdog(new URL(hub.endpoint).host, answerMs, signal);
  try {
    const url = listingUrl(hub, uri.repo, uri.revision);
    const { response } = await request(hub, url, {}, dog.signal);
    const { path, sha256, bytes } = choose(uri, readListing(JSON.parse(await text(response))));
    const known = knownModel(hub, { ...uri, kind: 'file', file: path });
    return { ...known, sha256: known.sha256 ?? sha256, bytes: known.bytes ?? bytes };
  } catch (error) {
    signal.throwIfAborted();
    const fault = dog.signal.aborted ? (dog.signal.reason as unknown) : error;
    throw new DownloadError(
      formatModelUri(uri),
      fault instanceof TransferFault
        ? fault
        : {
            message: 'the hub did not answer with a list of files',
            remedy: 'name one: hf:user/repository:file.gguf',
          },
    );
  } finally {
    dog.stop();
  }
}

/** What is known of a model without asking anybody. */
export function knownModel(
  hub: Hub,
  uri: Exclude<ModelUri, HubTag>,
  pinned: PinnedModel = DEFAULT_MODEL,
): RemoteModel {
  const name = formatModelUri(uri);
  if (uri.kind === 'web') {
    const { host, pathname } = new URL(uri.url);
    const last = basename(pathname);
    const file = safe(decode(last) ?? last) || 'model.gguf';
    return { name, url: uri.url, place: `${safe(host)}/${file}`, sha256: null, bytes: null };
  }
  const { repo, revision, file } = uri;
  const folder = revision === 'main' ? repo : `${repo}@${safe(revision)}`;
  const isPinned = name === formatModelUri(pinned.uri);
  return {
    name,
    url: downloadUrl(hub, isPinned ? { ...uri, revision: pinned.commit } : uri),
    place: `${folder}/${file}`,
    sha256: isPinned ? pinned.sha256 : null,
    bytes: isPinned ? pinned.bytes : null,
  };
}

/** Whether a file of a repository is quantized as the tag says: "…-Q4_K_M.gguf", "….q4_k_m.gguf". */
export function hasTag(file: string, tag: string): boolean {
  const name = basename(file).toLowerCase();
  if (!name.endsWith('.gguf') || name.includes('mmproj')) return false;
  const words = name.slice(0, -'.gguf'.length).split(/[.-]/);
  return words.includes(tag.toLowerCase());
}

interface Listed {
  readonly path: string;
  readonly sha256: string | null;
  readonly bytes: number | null;
}

function readListing(json: unknown): readonly Listed[] {
  if (!Array.isArray(json)) throw new Error('the listing is no list');
  return json.flatMap((entry: { path?: unknown; size?: unknown; lfs?: { oid?: unknown } }) => {
    const { path, size, lfs } = entry;
    // It becomes the path of a file here.
    if (typeof path !== 'string' || !isPlainPath(path)) return [];
    const oid = lfs?.oid;
    return [
      {
        path,
        sha256: typeof oid === 'string' && /^[0-9a-f]{64}$/.test(oid) ? oid : null,
        bytes: typeof size === 'number' ? size : null,
      },
    ];
  });
}

function choose({ repo, tag }: HubTag, files: readonly Listed[]): Listed {
  const models = files.filter(({ path }) => hasTag(path, tag));
  const whole = models.find(({ path }) => !/-\d{5}-of-\d{5}\.gguf$/i.test(path));
  if (whole !== undefined) return whole;
  throw models.length > 0
    ? new TransferFault(
        `${repo} has ${tag} in ${models.length} parts`,
        'choose a smaller quantization, or download the parts and name the first with --model-path',
      )
    : new TransferFault(
        `${repo} has no ${tag}`,
        'look at its files on the hub and name one: hf:user/repository:file.gguf',
      );
}

/** Fit to be a name in a directory. */
function safe(name: string): string {
  return name.replace(/[^\w.@-]+/g, '_').replace(/^\.+/, '');
}
