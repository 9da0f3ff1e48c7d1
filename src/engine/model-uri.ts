import { UsageError } from '../core/user-error.ts';
import { visible } from '../core/visible.ts';

/** Where a model comes from that is not on this machine. */
export type ModelUri = HubFile | HubTag | WebFile;

/** One file of a repository on Hugging Face. */
export interface HubFile {
  readonly kind: 'file';
  /** "user/name". */
  readonly repo: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** Its path in the repository. */
  readonly file: string;
}

/** That file of a repository which is quantized so: "Q4_K_M". */
export interface HubTag {
  readonly kind: 'tag';
  readonly repo: string;
  readonly revision: string;
  readonly tag: string;
}

export interface WebFile {
  readonly kind: 'web';
  readonly url: string;
}

/** What node-llama-cpp takes where no quantization is named. */
const DEFAULT_TAG = 'Q4_K_M';
const DEFAULT_REVISION = 'main';

const HUB_PREFIX = /^(?:hf|huggingface):(?:\/\/)?|^(?:https?:\/\/)?(?:hf\.co|huggingface\.co)\//;
/** As the hub allows the names of users and repositories. */
const NAME = /^[\w][\w.-]*$/;

/**
 * Reads a model's address: Hugging Face URIs as node-llama-cpp writes them
 * (`hf:user/repo`, `hf:user/repo:Q4_K_M`, `hf:user/repo/file.gguf#revision`),
 * also `hf:user/repo:file.gguf`, the hub's pages, and plain http(s) URLs.
 * https://node-llama-cpp.withcat.ai/guide/downloading-models#model-uris
 *
 * @returns null for what is no address: the path of a file
 * @throws UsageError when it is one, but leads nowhere
 */
export function parseModelUri(text: string): ModelUri | null {
  const prefix = HUB_PREFIX.exec(text)?.[0];
  if (prefix !== undefined) return parseHub(text, text.slice(prefix.length));
  if (!/^https?:/i.test(text)) return null;
  if (!URL.canParse(text))
    throw new UsageError(`${text} is no address of a model: write https://host/file.gguf`);
  return { kind: 'web', url: text };
}

/** The shortest way to write it. */
export function formatModelUri(uri: ModelUri): string {
  if (uri.kind === 'web') return uri.url;
  const revision = uri.revision === DEFAULT_REVISION ? '' : `#${uri.revision}`;
  return uri.kind === 'tag'
    ? `hf:${uri.repo}:${uri.tag}${revision}`
    : `hf:${uri.repo}/${uri.file}${revision}`;
}

function parseHub(whole: string, address: string): ModelUri {
  const wrong = (): UsageError =>
    new UsageError(`${whole} is no address of a model: write hf:user/repository:file.gguf`);
  // A page of the hub: user/repo/blob/main/file.gguf, or what it downloads.
  const page = /^([^/]+\/[^/:]+)\/(?:blob|resolve|raw)\/([^/]+)\/([^?#]+)/.exec(address);
  if (page !== null) {
    const [, repo = '', revision = '', file = ''] = page.map((part) => decode(part) ?? '');
    return check({ kind: 'file', repo, revision, file }, wrong);
  }
  const [path = '', branch = ''] = address.replace(/\?.*$/, '').split('#', 2);
  const revision = branch === '' ? DEFAULT_REVISION : branch;
  const match = /^([^/:]+\/[^/:]+)(?:([/:])(.*))?$/.exec(path);
  if (match === null) throw wrong();
  const [, repo = '', separator = '', rest = ''] = match;
  if (separator === '/' || /\.gguf$/i.test(rest)) {
    return check({ kind: 'file', repo, revision, file: rest }, wrong);
  }
  const tag = rest === '' || rest === 'latest' ? DEFAULT_TAG : rest;
  return check({ kind: 'tag', repo, revision, tag }, wrong);
}

function check(uri: HubFile | HubTag, wrong: () => UsageError): HubFile | HubTag {
  const names = uri.repo.split('/');
  const path = uri.kind === 'file' ? uri.file : uri.tag;
  if (!names.every((name) => NAME.test(name)) || !isPlainPath(path)) throw wrong();
  return uri;
}

/** Whether it can be the path of a file here: none of its parts leads upwards, or does things to a terminal. */
export function isPlainPath(path: string): boolean {
  const leadsAway = path.split('/').some((part) => part === '' || part === '.' || part === '..');
  return !leadsAway && visible(path) === path && !/[\n\t]/.test(path);
}

/** A part of a URL in plain characters; null where it is escaped wrongly. */
export function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
